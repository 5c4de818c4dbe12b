package dev.galley.plugins.httprequest;

import dev.galley.skill.api.ConfigProblem;
import dev.galley.skill.api.ConfiguredSkill;
import dev.galley.skill.api.Field;
import dev.galley.skill.api.FieldType;
import dev.galley.skill.api.SkillConfig;
import dev.galley.skill.api.SkillDescriptor;
import dev.galley.skill.api.SkillTemplate;
import dev.galley.skill.api.ToolDefinition;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/** Calling an HTTP service, with a credential that stays a secret. */
@Extension
public final class HttpRequest implements SkillTemplate {
  private static final String DESCRIPTION = "Call an HTTP service";
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]{0,39})\\}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "cookie", "proxy-authorization", "x-api-key", "api-key");
  private static final int MAX_HEADERS = 50;

  @Override
  public SkillDescriptor descriptor() {
    return SkillDescriptor.of("http-request", "HTTP Request", DESCRIPTION)
        .withIcon("globe")
        .with(
            Field.choice("method", "Method", List.of("GET", "POST", "PUT", "PATCH", "DELETE"))
                .withDefault("GET"))
        .with(
            Field.of(FieldType.STRING, "url", "Address")
                .asRequired()
                .matching("https?://[^\\s/?#]+[^\\s]*")
                .atMost(2_000)
                .withHelp("Names in braces, as in /orders/{id}, are given by the model."))
        .with(
            Field.of(FieldType.JSON, "headers", "Headers")
                .withHelp("An object of names and texts; no credentials, which are secrets.")
                .asAdvanced())
        .with(
            Field.choice("authentication", "Authentication", List.of("none", "bearer", "basic"))
                .withDefault("none"))
        .with(
            Field.of(FieldType.SECRET, "credential", "Credential")
                .withHelp("The secret that is sent as the bearer token, or as user:password."))
        .with(
            Field.of(FieldType.INTEGER, "timeoutSeconds", "Seconds at most")
                .atLeast(1)
                .atMost(60)
                .withDefault(10)
                .asAdvanced());
  }

  @Override
  public List<ConfigProblem> validate(SkillConfig config) {
    List<ConfigProblem> problems = new ArrayList<>();
    String url = config.text("url").orElse("");
    address(url).ifPresent(problem -> problems.add(ConfigProblem.of("url", problem)));
    Object headers = config.values().get("headers");
    if (headers != null) {
      headers(headers, problems);
    }
    boolean wantsCredential = !config.text("authentication").orElse("none").equals("none");
    if (wantsCredential != config.text("credential").isPresent()) {
      problems.add(
          ConfigProblem.of(
              "credential", "goes with the authentication bearer or basic, which need one"));
    } else if (wantsCredential && !url.startsWith("https://")) {
      problems.add(ConfigProblem.of("url", "must begin with https:// when a credential is sent"));
    }
    return problems;
  }

  private static Optional<String> address(String url) {
    try {
      URI uri = new URI(VARIABLE.matcher(url).replaceAll("x"));
      if (uri.getHost() == null) {
        return Optional.of("must name a host");
      }
      if (VARIABLE.matcher(url.replaceFirst("(?<=//)([^/?#]*).*", "$1")).find()) {
        return Optional.of("must have no name in braces in its host");
      }
      return uri.getRawUserInfo() == null
          ? Optional.empty()
          : Optional.of("must hold no credentials; use a secret");
    } catch (URISyntaxException e) {
      return Optional.of("must be an address of which only names in braces are left open");
    }
  }

  private static void headers(Object headers, List<ConfigProblem> problems) {
    if (!(headers instanceof Map<?, ?> map) || map.size() > MAX_HEADERS) {
      problems.add(
          ConfigProblem.of("headers", "must be an object of at most " + MAX_HEADERS + " headers"));
      return;
    }
    for (Map.Entry<?, ?> header : map.entrySet()) {
      String name = String.valueOf(header.getKey());
      String at = "/headers" + ConfigProblem.of(name, "").path();
      if (!HEADER.matcher(name).matches()) {
        problems.add(new ConfigProblem("/headers", "must have names that HTTP knows"));
      } else if (CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
        problems.add(new ConfigProblem(at, "is a credential; use a secret"));
      } else if (!(header.getValue() instanceof String text)
          || text.chars().anyMatch(Character::isISOControl)) {
        problems.add(new ConfigProblem(at, "must be a text of one line"));
      }
    }
  }

  @Override
  public ToolDefinition toolDefinition(ConfiguredSkill skill) {
    ToolDefinition tool = ToolDefinition.of(skill.functionName(), skill.purpose(DESCRIPTION));
    Set<String> names = new LinkedHashSet<>();
    Matcher variables = VARIABLE.matcher(skill.config().text("url").orElse(""));
    while (variables.find()) {
      names.add(variables.group(1));
    }
    for (String name : names) {
      tool = tool.requiring(name, "string", "The value of " + name + " in the address.");
    }
    return switch (skill.config().text("method").orElse("GET")) {
      case "POST", "PUT", "PATCH" -> tool.allowing("requestBody", "object", "The body, as JSON.");
      default -> tool;
    };
  }
}
