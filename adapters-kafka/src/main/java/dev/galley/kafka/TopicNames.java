package dev.galley.kafka;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.event.EventTopic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of the two topics, or of two topics for each tenant when both hold {@code {tenant}}
 * once.
 *
 * <p>A tenant's id stands in a name with letters, digits and {@code -} as they are and every other
 * byte of its UTF-8 form as {@code _} and two hexadecimal digits: {@code acme.eu} is {@code
 * acme_2eeu}. An id that makes the name too long is cut and ends with {@code __} and 32 digits of
 * its SHA-256. So different tenants have different names, also for Kafka, which takes {@code .} and
 * {@code _} for the same when it looks for clashes.
 *
 * @param draftCommitted for commits
 * @param lifecycle for all the rest
 */
public record TopicNames(String draftCommitted, String lifecycle) {
  /** What stands for the tenant. */
  public static final String TENANT = "{tenant}";

  /** The names when no others are set. */
  public static final TopicNames DEFAULT =
      new TopicNames("galley.draft-committed", "galley.lifecycle");

  private static final String SETTING = "galley.kafka.topics.";
  private static final int MAX_NAME = 249;
  private static final int MAX_FIXED = 120;
  private static final int HASH_DIGITS = 32;

  /**
   * @throws InvalidKafkaSetting for a name that no topic can have, and when both would be the same
   */
  public TopicNames {
    check("draft-committed", draftCommitted);
    check("lifecycle", lifecycle);
    if (draftCommitted.replace('.', '_').equals(lifecycle.replace('.', '_'))) {
      throw new InvalidKafkaSetting(
          SETTING + "lifecycle",
          lifecycle,
          "another name than that of " + SETTING + "draft-committed");
    }
    if (draftCommitted.contains(TENANT) != lifecycle.contains(TENANT)) {
      throw new InvalidKafkaSetting(
          SETTING + "lifecycle", lifecycle, TENANT + " in both names or in none");
    }
  }

  private static void check(String which, String template) {
    String rest = template;
    int tenant = template.indexOf(TENANT);
    if (tenant >= 0) {
      rest = template.substring(0, tenant) + template.substring(tenant + TENANT.length());
    }
    boolean named = tenant >= 0 || !rest.isEmpty();
    boolean meant = !rest.equals(".") && !rest.equals("..") && !template.startsWith("__");
    if (!named
        || !meant
        || rest.length() > MAX_FIXED
        || !rest.chars().allMatch(TopicNames::legal)) {
      throw new InvalidKafkaSetting(
          SETTING + which,
          template,
          "up to "
              + MAX_FIXED
              + " of a-z A-Z 0-9 . _ -, "
              + TENANT
              + " at most once, not . or .., no __ in front");
    }
  }

  private static boolean legal(int c) {
    return plain(c) || c == '.' || c == '_';
  }

  private static boolean plain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  /** Whether each tenant has its own topics. */
  public boolean perTenant() {
    return lifecycle.contains(TENANT);
  }

  /** The names that are known without knowing tenants. */
  List<String> known() {
    return perTenant() ? List.of() : List.of(draftCommitted, lifecycle);
  }

  /** The topic for that tenant's events. */
  public String of(EventTopic topic, TenantId tenant) {
    String template =
        switch (topic) {
          case DRAFT_COMMITTED -> draftCommitted;
          case LIFECYCLE -> lifecycle;
        };
    if (!perTenant()) {
      return template;
    }
    // The room of both names, so that a tenant has one form.
    int fixed =
        Stream.of(draftCommitted, lifecycle).mapToInt(String::length).max().orElseThrow()
            - TENANT.length();
    return template.replace(TENANT, encoded(tenant.value(), MAX_NAME - fixed));
  }

  private static String encoded(String tenant, int room) {
    byte[] bytes = tenant.getBytes(StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      if (plain(b)) {
        text.append((char) b);
      } else {
        text.append('_').append(HexFormat.of().toHexDigits(b));
      }
    }
    if (text.length() <= room) {
      return text.toString();
    }
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return text.substring(0, room - HASH_DIGITS - 2) + "__" + hash.substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
