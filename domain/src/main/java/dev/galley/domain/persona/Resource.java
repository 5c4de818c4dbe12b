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
 * order and {@code hidden} surround it. They count for everybody once it is listed. Until then it
 * is private: whoever has put it has a label of his own for it, and what admins have changed is
 * seen by them alone.
 *
 * @param label a short text for people; of an icon its name
 * @param order where it stands among its kind, 0 to {@value #MOST_ORDER}; equal ones by their text
 * @param hidden whether it is kept out of lists and can't be named
 * @param listing since when everybody of the tenant sees it, and through whom; absent of a private
 *     one
 * @param makers who has put it into the catalogue while it was private, at most {@value #MAKERS}
 * @param used when it was last put
 */
public record Resource(
    TenantId tenant,
    ResourceValue value,
    Optional<String> label,
    int order,
    boolean hidden,
    Optional<Stamp> listing,
    List<Maker> makers,
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
    Objects.requireNonNull(listing, "listing");
    makers =
        List.copyOf(
            makers.size() > MAKERS
                ? makers.subList(makers.size() - MAKERS, makers.size())
                : makers);
    used = used.truncatedTo(ChronoUnit.MILLIS);
    if (order < 0 || order > MOST_ORDER) {
      throw new IllegalArgumentException(
          "order: " + order + " (expected: 0 to " + MOST_ORDER + ")");
    }
  }

  /**
   * A user who has put a private resource into the catalogue.
   *
   * @param label what he calls it; others don't learn that
   * @param at when he has put it
   */
  public record Maker(String user, Optional<String> label, Instant at) {

    public Maker {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(label, "label");
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** A new one, which is private and nobody's. */
  public static Resource of(TenantId tenant, ResourceValue value, Instant used) {
    return new Resource(
        tenant, value, Optional.empty(), 0, false, Optional.empty(), List.of(), used);
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

  /** Whether everybody of the tenant sees it. */
  public boolean listed() {
    return listing.isPresent();
  }

  /**
   * Seen by everybody of the tenant from now on, and called so. Who has called it something else
   * can go on naming it so.
   */
  public Resource listed(Optional<String> name, Stamp stamp) {
    return new Resource(
        tenant,
        value,
        name,
        order,
        hidden,
        Optional.of(stamp),
        makers.stream().filter(maker -> maker.label().isPresent()).toList(),
        used);
  }

  /** Put again at that time. */
  public Resource usedAt(Instant at) {
    return new Resource(tenant, value, label, order, hidden, listing, makers, at);
  }

  /** Put into the catalogue by a user. A label that he has given it before stays. */
  public Resource madeBy(String user, Optional<String> name, Instant at) {
    Optional<Maker> before = maker(user);
    Maker maker =
        before
            .map(known -> new Maker(user, known.label().or(() -> name), known.at()))
            .orElseGet(() -> new Maker(user, name, at));
    List<Maker> all = new ArrayList<>(makers);
    before.ifPresentOrElse(known -> all.set(all.indexOf(known), maker), () -> all.add(maker));
    return new Resource(
        tenant, value, label, order, hidden, listing, all, before.isPresent() ? used : at);
  }

  private Optional<Maker> maker(String user) {
    return makers.stream().filter(maker -> maker.user().equals(user)).findFirst();
  }

  /** Whether that user has put it into the catalogue while it was private. */
  public boolean isMadeBy(String user) {
    return maker(user).isPresent();
  }

  /** What that user calls it. */
  public Optional<String> labelOf(String user) {
    return maker(user).flatMap(Maker::label);
  }

  /**
   * When it came into the catalogue; of one that is seen by a single maker, when he has put it.
   * Never, while only drafts hold it.
   */
  public Optional<Instant> created() {
    return listing.map(Stamp::at).or(() -> makers.stream().findFirst().map(Maker::at));
  }

  /**
   * As that user sees it: of a private one nothing but what is his own, so that he does not learn
   * that others have it too.
   */
  public Resource shownTo(String user) {
    Optional<String> own = labelOf(user);
    return listed()
        ? surrounded(label.or(() -> own), order, hidden)
        : new Resource(tenant, value, own, 0, false, listing, maker(user).stream().toList(), used);
  }

  /** As admins see it: a private one is called as they, or else its first maker, call it. */
  public Resource shownToAdmins() {
    return listed()
        ? this
        : surrounded(
            label.or(() -> makers.stream().flatMap(maker -> maker.label().stream()).findFirst()),
            order,
            hidden);
  }

  /** With other surroundings. */
  public Resource surrounded(Optional<String> text, int place, boolean hide) {
    return new Resource(tenant, value, text, place, hide, listing, makers, used);
  }

  /** What people search in, folded. */
  public String searchText() {
    return SearchText.fold(label.map(l -> l + '\n').orElse("") + value.text());
  }

  /** As an item. */
  public Item.Saying saying() {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("kind", kind().wireName())
            .put("value", value.json())
            .putIfPresent("label", label)
            .put("order", order)
            .put("hidden", hidden)
            .put("makers", JsonArray.ofAll(makers, Resource::json))
            .put("used", used.toEpochMilli());
    listing.ifPresent(
        stamp -> body.put("listedAt", stamp.at().toEpochMilli()).put("listedBy", stamp.by()));
    return new Item.Saying(body.build(), keys(), place());
  }

  private static JsonObject json(Maker maker) {
    return JsonObject.builder()
        .put("user", maker.user())
        .putIfPresent("label", maker.label())
        .put("at", maker.at().toEpochMilli())
        .build();
  }

  private Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    if (listed()) {
      keys.add(PersonaKeys.catalogue(kind()));
    } else {
      keys.add(makers.isEmpty() ? PersonaKeys.UNLISTED : PersonaKeys.MADE);
      makers.forEach(maker -> keys.add(PersonaKeys.made(kind(), maker.user())));
    }
    if (listed() && hidden) {
      return keys;
    }
    if (listed()) {
      name(label).ifPresent(name -> keys.add(PersonaKeys.named(kind(), name)));
    }
    for (Maker maker : makers) {
      name(maker.label())
          .ifPresent(name -> keys.add(PersonaKeys.namedBy(maker.user(), kind(), name)));
    }
    return keys;
  }

  /** What it is named by where it is called so; nothing of what is never named. */
  private Optional<String> name(Optional<String> called) {
    return switch (kind()) {
      case COLOR, ICON -> called;
      case FLAG, DEPARTMENT, PARAMETER_FIELD, VOICE -> Optional.of(value.text());
      case NAME, DESCRIPTION, INSTRUCTIONS, EXAMPLE -> Optional.empty();
    };
  }

  /** Its place among its kind: by order, then by text, then by id. */
  public String place() {
    String text = SearchText.fold(value.text());
    int end = text.offsetByCodePoints(0, Math.min(PLACE, text.codePointCount(0, text.length())));
    return String.format(
        Locale.ROOT, "%07d/%s/%s", listed() ? order : 0, text.substring(0, end), id());
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
        body.text("listedBy").map(by -> new Stamp(time(body, "listedAt"), by)),
        ((JsonArray) body.get("makers").orElseThrow())
            .items().stream().map(maker -> maker((JsonObject) maker)).toList(),
        time(body, "used"));
  }

  private static Maker maker(JsonObject json) {
    return new Maker(json.text("user").orElseThrow(), json.text("label"), time(json, "at"));
  }

  private static Instant time(JsonObject body, String name) {
    return Instant.ofEpochMilli(number(body, name));
  }

  private static long number(JsonObject body, String name) {
    return (long) ((JsonNumber) body.get(name).orElseThrow()).value();
  }
}
