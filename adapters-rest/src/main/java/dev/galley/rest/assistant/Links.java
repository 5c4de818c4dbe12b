package dev.galley.rest.assistant;

import dev.galley.domain.content.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Relative links, never built from what a client says about the host. */
public final class Links {
  static final String ASSISTANTS = "/api/assistants";
  static final String CHATS = "/api/chats";
  static final String TOKENS = "/api/tokens";

  private Links() {}

  /** The path of an assistant or draft, by UUID or natural id. */
  public static String assistant(String id) {
    return ASSISTANTS + '/' + segment(id);
  }

  /** The path of an API token. */
  public static String token(UUID id) {
    return TOKENS + '/' + id;
  }

  /** The path of a chat. */
  public static String chat(UUID id) {
    return CHATS + '/' + id;
  }

  /** One segment of a path; colons may stand as they are (RFC 3986, section 3.3). */
  public static String segment(String text) {
    return encoded(text).replace("%3A", ":");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A path with a query. */
  static String withQuery(String path, Map<String, String> query) {
    if (query.isEmpty()) {
      return path;
    }
    StringBuilder link = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      link.append(separator)
          .append(encoded(parameter.getKey()))
          .append('=')
          .append(encoded(parameter.getValue()));
      separator = '&';
    }
    return link.toString();
  }

  /** A query with one parameter more. */
  static Map<String, String> plus(Map<String, String> query, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return more;
  }

  /** A HAL link. */
  public static JsonObject to(String href) {
    return JsonObject.builder().put("href", href).build();
  }
}
