package dev.galley.bootstrap.command;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.token.Grant;
import dev.galley.rest.security.LocalTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code galley token}: makes a token for the local server. */
@Command(
    name = "token",
    description = {"Make a token for the local server and print it.", ""},
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "Example: galley token --user alice --team sales:writer --permission assistants:create"
    })
final class TokenCommand implements Callable<Integer> {
  static final Duration DEFAULT_LIFETIME = Duration.ofHours(12);

  /** Nobody can take such a token back, so it must end by itself before long. */
  static final Duration MAX_LIFETIME = Duration.ofDays(30);

  private static final String EVENTS_NOTE =
      "Note: with events:read the holder of this token reads every event of the tenant, the contents"
          + " of private assistants included.";

  /** In the order of the help. */
  private static final List<String> PERMISSIONS =
      List.of(
          Caller.CREATE_ASSISTANTS,
          Agent.CREATE,
          Grant.CREATE,
          Caller.REPORT_CHATS,
          Caller.READ_EVENTS);

  private final Surroundings surroundings;

  @Option(
      names = "--user",
      paramLabel = "<id>",
      description = "Whom the token is for. Default: you.")
  @Nullable String user;

  @Option(
      names = "--tenant",
      paramLabel = "<id>",
      defaultValue = LocalTokens.DEFAULT_TENANT,
      description = "The tenant. Default: ${DEFAULT-VALUE}.")
  String tenant = LocalTokens.DEFAULT_TENANT;

  @Option(
      names = "--team",
      paramLabel = "<team>:<role>",
      description = "A team and the role in it: reader, writer, admin. Repeatable.")
  List<String> teams = new ArrayList<>();

  @Option(
      names = "--seat",
      paramLabel = "<seat>",
      description = "A seat. Repeatable. Default: ai, which every call needs.")
  List<String> seats = new ArrayList<>();

  @Option(names = "--no-seat", description = "No seat at all.")
  boolean noSeat;

  @Option(
      names = "--permission",
      paramLabel = "<permission>",
      description =
          "A permission: assistants:create, agents:create, tokens:create (API tokens), chats:report"
              + " (chats of other users), or events:read, with which a service reads every event of"
              + " the tenant. Repeatable.")
  List<String> permissions = new ArrayList<>();

  @Option(
      names = "--role",
      paramLabel = "<role>",
      description = "admin of the tenant, or operator of the server. Repeatable.")
  List<String> roles = new ArrayList<>();

  @Option(
      names = "--expires",
      paramLabel = "<time>",
      description = "When it ends: 30m, 8h, 2d; at most 30d. Default: 12h.")
  @Nullable String expires;

  @Mixin DataDirectoryOption dataDirectory = new DataDirectoryOption();
  @Mixin HelpOption help = new HelpOption();

  TokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Caller caller = caller();
    Duration lifetime =
        expires == null ? DEFAULT_LIFETIME : Lifetime.parse("--expires", expires, MAX_LIFETIME);
    if (caller.may(Caller.READ_EVENTS)) {
      // Beside the token, which scripts take from the standard output.
      surroundings.err().println(EVENTS_NOTE);
    }
    surroundings
        .out()
        .println(
            LocalUser.tokens(dataDirectory.path(surroundings), surroundings.clock())
                .mint(caller, lifetime));
    return 0;
  }

  private Caller caller() {
    if (noSeat && !seats.isEmpty()) {
      throw CommandFailure.misused("--seat and --no-seat contradict each other.");
    }
    for (String role : roles) {
      if (!role.equals(Caller.TENANT_ADMIN) && !role.equals(Caller.OPERATOR)) {
        throw CommandFailure.setting("--role", role, "admin or operator");
      }
    }
    for (String permission : permissions) {
      if (!PERMISSIONS.contains(permission)) {
        throw CommandFailure.setting(
            "--permission", permission, "one of " + String.join(", ", PERMISSIONS));
      }
    }
    return new Caller(
        new TenantId(id("--tenant", tenant)),
        user == null ? LocalUser.of(surroundings).name() : id("--user", user),
        TeamMembership.parseAll(teams),
        seats.isEmpty() && !noSeat ? Set.of(Caller.AI_SEAT) : words("--seat", seats),
        new LinkedHashSet<>(permissions),
        new LinkedHashSet<>(roles));
  }

  private static String id(String option, String value) {
    if (!Identifiers.valid(value)) {
      throw CommandFailure.setting(option, value, Identifiers.RULE);
    }
    return value;
  }

  private static Set<String> words(String option, List<String> values) {
    for (String value : values) {
      if (value.isEmpty() || value.length() > 200 || !value.chars().allMatch(c -> c > ' ')) {
        throw CommandFailure.setting(option, value, "a word of 1 to 200 characters");
      }
    }
    return new LinkedHashSet<>(values);
  }
}
