package dev.galley.domain.persona;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.SearchText;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Something in the catalogue of a tenant that personas connect. Its value never changes; label,
 * order and {@code hidden} surround it.
 *
 * @param label a short text for people; of an icon its name
 * @param order where it stands among its kind, 0 to {@value #MOST_ORDER}; equal ones by their text
 * @param hidden whether it is kept out of lists and can't be named
 * @param listed whether everybody of the tenant sees it
 * @param makers users who have put it into the catalogue and see it, at most {@value #MAKERS}
 * @param used when it was last put
 */
public record Resource(
    TenantId tenant,
    ResourceValue value,
    Optional<String> label,
    int order,
    boolean hidden,
    boolean listed,
    List<String> makers,
    Stamp created,
    Instant used) {
  /** How many makers are kept; the oldest gives way. */
  public static final int MAKERS = 200;

  /** The greatest order. */
  public static final int MOST_ORDER = 1_000_000;

  /** The longest label, in code points. */
  public static final int MAX_LABEL = 200;

  private static final int PLACE = 60;

  public Resource {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(label, "label");
    makers =
        List.copyOf(
            makers.size() > MAKERS
                ? makers.subList(makers.size() - MAKERS, makers.size())
                : makers);
    Objects.requireNonNull(created, "created");
    used = used.truncatedTo(ChronoUnit.MILLIS);
    if (order < 0 || order > MOST_ORDER) {
      throw new IllegalArgumentException(
          "order: " + order + " (expected: 0 to " + MOST_ORDER + ")");
    }
  }

  /** A new one. */
  public static Resource of(
      TenantId tenant, ResourceValue value, Optional<String> label, boolean listed, Stamp stamp) {
    return new Resource(tenant, value, label, 0, false, listed, List.of(), stamp, stamp.at());
  }

  /** Its id. */
  public UUID id() {
    return value.id(tenant);
  }

  /** What it is. */
  public ResourceKind kind() {
    return value.kind();
  }

  /** Where a resource of that id is. */
  public static AggregateRef ref(TenantId tenant, UUID id) {
    return new AggregateRef(tenant, AggregateKind.PERSONA_RESOURCE, id);
  }

  /** Where it is. */
  public AggregateRef ref() {
    return ref(tenant, id());
  }

  /** Seen by everybody of the tenant from now on. */
  public Resource published() {
    return new Resource(tenant, value, label, order, hidden, true, makers, created, used);
  }

  /** Put again at that time. */
  public Resource usedAt(Instant at) {
    return new Resource(tenant, value, label, order, hidden, listed, makers, created, at);
  }

  /** Put into the catalogue by one more user, at that time. */
  public Resource madeBy(String user, Instant at) {
    List<String> more = new ArrayList<>(makers);
    boolean again = more.remove(user);
    more.add(user);
    return new Resource(
        tenant, value, label, order, hidden, listed, more, created, again ? used : at);
  }

  /** Whether it is up to that user how it is called: it is private, and he was the first. */
  public boolean isNamedBy(String user) {
    return !listed && created.by().equals(user);
  }

  /** Called so, unless it is called something already. */
  public Resource namedAs(Optional<String> text) {
    return surrounded(label.or(() -> text), order, hidden);
  }

  /**
   * As somebody sees it who has put it too, and is not to learn that another one had it before:
   * without label, and put now.
   */
  public Resource shownTo(String user) {
    return listed || created.by().equals(user) || !makers.contains(user)
        ? this
        : new Resource(
            tenant,
            value,
            Optional.empty(),
            0,
            false,
            false,
            List.of(user),
            new Stamp(used, user),
            used);
  }

  /** With other surroundings. */
  public Resource surrounded(Optional<String> text, int place, boolean hide) {
    return new Resource(tenant, value, text, place, hide, listed, makers, created, used);
  }

  /** What people search in, folded. */
  public String searchText() {
    return SearchText.fold(label.map(l -> l + '\n').orElse("") + value.text());
  }

  /** As an item. */
  public Item.Saying saying() {
    JsonObject body =
        JsonObject.builder()
            .put("kind", kind().wireName())
            .put("value", value.json())
            .putIfPresent("label", label)
            .put("order", order)
            .put("hidden", hidden)
            .put("listed", listed)
            .put("makers", JsonArray.ofTexts(makers))
            .put("createdAt", created.at().toEpochMilli())
            .put("createdBy", created.by())
            .put("used", used.toEpochMilli())
            .build();
    Set<String> keys = new LinkedHashSet<>();
    keys.add(PersonaKeys.named(kind(), value.text()));
    label.ifPresent(text -> keys.add(PersonaKeys.named(kind(), text)));
    if (listed) {
      keys.add(PersonaKeys.catalogue(kind()));
    } else {
      keys.add(makers.isEmpty() ? PersonaKeys.UNLISTED : PersonaKeys.MADE);
      makers.forEach(user -> keys.add(PersonaKeys.made(kind(), user)));
    }
    return new Item.Saying(body, keys, place());
  }

  /** Its place among its kind: by order, then by text, then by id. */
  public String place() {
    String text = SearchText.fold(value.text());
    int end = text.offsetByCodePoints(0, Math.min(PLACE, text.codePointCount(0, text.length())));
    return String.format(Locale.ROOT, "%07d/%s/%s", order, text.substring(0, end), id());
  }

  /** What is left of one that was taken away: its place, at which it can come back. */
  public static Item.Saying nothing(UUID id) {
    return new Item.Saying(JsonObject.EMPTY, Set.of(), id.toString());
  }

  /** What {@link #saying} wrote; nothing of one that was taken away. */
  public static Optional<Resource> kept(Item item) {
    return item.body().isEmpty() ? Optional.empty() : Optional.of(of(item));
  }

  private static Resource of(Item item) {
    JsonObject body = item.body();
    return new Resource(
        item.ref().tenant(),
        new ResourceValue(
            body.text("kind").flatMap(ResourceKind::ofWireName).orElseThrow(),
            body.get("value").orElseThrow()),
        body.text("label"),
        (int) number(body, "order"),
        body.get("hidden").filter(Json.of(true)::equals).isPresent(),
        body.get("listed").filter(Json.of(true)::equals).isPresent(),
        ((JsonArray) body.get("makers").orElseThrow())
            .items().stream().map(user -> ((JsonString) user).value()).toList(),
        new Stamp(
            Instant.ofEpochMilli(number(body, "createdAt")), body.text("createdBy").orElseThrow()),
        Instant.ofEpochMilli(number(body, "used")));
  }

  private static long number(JsonObject body, String name) {
    return (long) ((JsonNumber) body.get(name).orElseThrow()).value();
  }
}
