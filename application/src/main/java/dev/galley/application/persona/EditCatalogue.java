package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.SearchText;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.Resource;
import dev.galley.domain.persona.ResourceKind;
import dev.galley.domain.persona.ResourceValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Shows the catalogue, puts resources into it, and changes what surrounds them. */
public final class EditCatalogue {
  /** How many resources of a kind one user can put, until published personas use them. */
  static final int MOST_MADE = 1_000;

  private static final int CHARACTERS_AT_ONCE = 2_000_000;

  private final PersonaDesk desk;

  public EditCatalogue(PersonaDesk desk) {
    this.desk = desk;
  }

  /** A kind by its name. */
  public static Outcome<ResourceKind> kind(String name) {
    return ResourceKind.ofWireName(name)
        .<Outcome<ResourceKind>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("kind of resource")));
  }

  /**
   * A piece of what of a kind the caller sees in the catalogue, in its order.
   *
   * @param search words that all have to be in value or label
   * @param hidden whether hidden ones are shown too, which is for admins
   */
  public Outcome<ReadPersonas.Page<Resource>> list(
      Caller caller, ResourceKind kind, String search, boolean hidden, ReadPersonas.Paging paging) {
    if (hidden && !caller.isTenantAdmin()) {
      return Outcome.refused(
          PersonaDesk.forbidden("What is hidden is shown to admins of the tenant."));
    }
    List<String> words = SearchText.words(search);
    Map<String, UUID> found = new TreeMap<>();
    boolean whole = true;
    for (String key : List.of(PersonaKeys.catalogue(kind), PersonaKeys.made(kind, caller.user()))) {
      PersonaDesk.Members<Member> members =
          desk.members(
              caller.tenant(),
              key,
              Math.clamp(CHARACTERS_AT_ONCE / kind.longest(), 1, PersonaDesk.AT_ONCE),
              item ->
                  Resource.kept((Item) item)
                      .map(resource -> desk.catalogue().shown(caller, resource))
                      .filter(resource -> hidden || !resource.hidden())
                      .filter(resource -> words.isEmpty() || holds(resource, words))
                      .map(resource -> new Member(item.order(), resource.id())));
      members.wanted().forEach(member -> found.put(member.place(), member.id()));
      whole &= members.whole();
    }
    return Outcome.done(
        ReadPersonas.Page.of(List.copyOf(found.values()), whole, paging)
            .map(id ->
                desk.catalogue()
                    .find(caller.tenant(), id)
                    .map(resource -> desk.catalogue().shown(caller, resource))));
  }

  /** Who is in a list, without what may be long. */
  private record Member(String place, UUID id) {}

  private static boolean holds(Resource resource, List<String> words) {
    String text = resource.searchText();
    return words.stream().allMatch(text::contains);
  }

  /** One of a kind, if the caller may know of it. */
  public Outcome<Resource> one(Caller caller, ResourceKind kind, String id) {
    return find(caller, kind, id).map(kept -> desk.catalogue().shown(caller, kept.resource()));
  }

  /** A resource, and the item that keeps it. */
  private record Kept(Item item, Resource resource) {}

  private Outcome<Kept> find(Caller caller, ResourceKind kind, String id) {
    Catalogue catalogue = desk.catalogue();
    return PersonaDesk.uuid(id)
        .flatMap(uuid -> catalogue.item(caller.tenant(), uuid))
        .flatMap(item -> Resource.kept(item).map(resource -> new Kept(item, resource)))
        .filter(kept -> kept.resource().kind() == kind)
        .filter(kept -> catalogue.isSeen(caller, kept.resource()))
        .<Outcome<Kept>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("resource")));
  }

  /**
   * What was put.
   *
   * @param created whether the catalogue did not have it
   */
  public record Made(Resource resource, boolean created) {}

  /**
   * Puts a value into the catalogue, or finds it there. What admins put is listed at once. Flags,
   * departments, parameter fields and voices need their role; what others put is listed to them
   * until a published persona uses it, and called as each of them calls it.
   */
  public Outcome<Made> create(Caller caller, ResourceKind kind, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<ResourceValue> value = value(reader, kind);
    Optional<String> label = reader.text("label", true, 1, Resource.MAX_LABEL);
    reader.finish();
    if (kind.isCurated() && !caller.isTenantAdmin()) {
      return Outcome.refused(
          PersonaDesk.forbidden(
              "Resources of kind " + kind.wireName() + " are made by admins of the tenant."));
    }
    return desk.saver()
        .settle(change -> {
          Catalogue catalogue = desk.catalogue();
          ResourceValue put = value.orElseThrow();
          Optional<Item> item = catalogue.item(caller.tenant(), put.id(caller.tenant()));
          Optional<Resource> there = item.flatMap(Resource::kept);
          Stamp stamp = desk.stamp(caller);
          Resource made =
              made(
                  caller,
                  there.orElseGet(() -> Resource.of(caller.tenant(), put, stamp.at())),
                  label,
                  stamp);
          Resource told = catalogue.shown(caller, made);
          if (there.filter(made::equals).isPresent()) {
            return Round.answer(new Made(told, false));
          }
          if (!made.listed()
              && there.filter(found -> found.isMadeBy(caller.user())).isEmpty()
              && hasMade(caller, kind, MOST_MADE)) {
            return Round.refused(
                PersonaDesk.forbidden(
                    "You have put "
                        + MOST_MADE
                        + " resources of kind "
                        + kind.wireName()
                        + " that no published persona uses; that is the most."));
          }
          return new Round.Save<>(
              Change.of(
                  change,
                  item.map(kept -> kept.next(made.saying(), change))
                      .orElseGet(() -> Item.first(made.ref(), made.saying(), change))),
              new Made(told, there.filter(found -> catalogue.isSeen(caller, found)).isEmpty()));
        });
  }

  private static Resource made(
      Caller caller, Resource resource, Optional<String> label, Stamp stamp) {
    if (!caller.isTenantAdmin()) {
      return resource.listed() ? resource : resource.madeBy(caller.user(), label, stamp.at());
    }
    if (!resource.listed()) {
      return resource.listed(
          label.or(resource::label).or(() -> resource.labelOf(caller.user())), stamp);
    }
    return resource.surrounded(
        resource.label().or(() -> label), resource.order(), resource.hidden());
  }

  private boolean hasMade(Caller caller, ResourceKind kind, int most) {
    String key = PersonaKeys.made(kind, caller.user());
    return desk.aggregates().count(caller.tenant(), key, most) >= most;
  }

  private Optional<ResourceValue> value(BodyReader reader, ResourceKind kind) {
    return switch (kind) {
      case FLAG ->
          pair(reader, "type", "value", kind)
              .map(pair -> ResourceValue.flag(pair.get(0), pair.get(1)));
      case PARAMETER_FIELD ->
          pair(reader, "parameter", "name", kind)
              .map(pair -> ResourceValue.parameterField(pair.get(0), pair.get(1)));
      case COLOR ->
          required(reader, "value", kind)
              .flatMap(text -> {
                if (text.matches("#[0-9a-fA-F]{6}")) {
                  return Optional.of(ResourceValue.text(kind, text.toLowerCase(Locale.ROOT)));
                }
                reader.error("value", "must be a colour as #rrggbb");
                return Optional.empty();
              });
      case ICON ->
          required(reader, "value", kind)
              .flatMap(markup -> desk.icons().value(markup, wrong -> reader.error("value", wrong)));
      case NAME, DESCRIPTION, INSTRUCTIONS, EXAMPLE, DEPARTMENT, VOICE ->
          required(reader, "value", kind).map(text -> ResourceValue.text(kind, text));
    };
  }

  private static Optional<String> required(BodyReader reader, String name, ResourceKind kind) {
    if (!reader.sent(name)) {
      reader.error(name, "is required");
    }
    return reader.text(name, false, 1, kind.longest());
  }

  private static Optional<List<String>> pair(
      BodyReader reader, String first, String second, ResourceKind kind) {
    Optional<String> one = required(reader, first, kind);
    Optional<String> other = required(reader, second, kind);
    return one.flatMap(a -> other.map(b -> List.of(a, b)));
  }

  /** Changes label, order or {@code hidden}. For admins of the tenant. */
  public Outcome<Resource> surround(Caller caller, ResourceKind kind, String id, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<String> label = reader.text("label", true, 1, Resource.MAX_LABEL);
    boolean relabelled = reader.sent("label");
    Optional<Boolean> hidden = reader.flag("hidden");
    Optional<Integer> order = order(reader);
    for (String name : List.of("value", "type", "parameter", "name")) {
      if (reader.sent(name)) {
        reader.error(name, "of a resource never changes; put a new one");
      }
    }
    reader.finish();
    return desk.saver()
        .settle(change ->
            Round.with(
                find(caller, kind, id),
                kept -> {
                  if (!caller.isTenantAdmin()) {
                    return Round.refused(
                        PersonaDesk.forbidden(
                            "What surrounds a resource is changed by admins of the tenant."));
                  }
                  Resource resource = kept.resource();
                  Resource next =
                      resource.surrounded(
                          relabelled ? label : resource.label(),
                          order.orElse(resource.order()),
                          hidden.orElse(resource.hidden()));
                  return next.equals(resource)
                      ? Round.answer(next.shownToAdmins())
                      : new Round.Save<>(
                          Change.of(change, kept.item().next(next.saying(), change)),
                          next.shownToAdmins());
                }));
  }

  private static Optional<Integer> order(BodyReader reader) {
    Optional<Json> sent = reader.raw("order");
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    if (sent.get() instanceof JsonNumber number
        && number.isInteger()
        && number.value() >= 0
        && number.value() <= Resource.MOST_ORDER) {
      return Optional.of((int) number.value());
    }
    reader.error("order", "must be an integer from 0 to " + Resource.MOST_ORDER);
    return Optional.empty();
  }
}
