package dev.galley.domain.persona;

import dev.galley.domain.content.ContentShapes;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.content.Merge;
import dev.galley.domain.content.MergeConflict;
import dev.galley.domain.content.MergeConflict.Kind;
import dev.galley.domain.content.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A draft of a persona brought onto what is live. It is a {@link Merge} of what the three connect,
 * that always comes to something a draft can connect: what nobody connects any more is not pending,
 * and two things are conflicts that each side for itself is free of. They are
 *
 * <ul>
 *   <li>{@code /active}, when the flags of both sides together say that it is active and that it is
 *       not; its values are booleans,
 *   <li>the path of a list, when both together would make it longer than {@link PersonaField#MOST}.
 *       It is then decided as a whole, and its members are no conflicts.
 * </ul>
 */
public final class PersonaMerge {
  private static final String ACTIVE = "/active";

  private final UUID on;
  private final UUID off;
  private final Sides<Connections> sides;
  private final List<Resolution> resolutions;
  private final List<MergeConflict> conflicts = new ArrayList<>();

  private record Sides<T>(T base, T live, T draft) {}

  private PersonaMerge(UUID on, UUID off, Sides<Connections> sides, List<Resolution> resolutions) {
    this.on = on;
    this.off = off;
    this.sides = sides;
    this.resolutions = resolutions;
  }

  /**
   * Merges, and settles conflicts as somebody decided.
   *
   * @param on the flag that says that a persona is active
   * @param off the flag that says that it is not
   * @return content that {@link Connections#read} takes
   * @throws InvalidContent with a pointer to each resolution ({@code /<index>/path} or {@code
   *     /<index>/value}) that is not that of a conflict, or has a value that can't stand there
   */
  public static Merge of(
      Connections base,
      Connections live,
      Connections draft,
      UUID on,
      UUID off,
      List<Resolution> resolutions) {
    return new PersonaMerge(on, off, new Sides<>(base, live, draft), resolutions).merge();
  }

  private Merge merge() {
    checkValues();
    Merge plain =
        Merge.of(
            sides.base().toJson(),
            sides.live().toJson(),
            sides.draft().toJson(),
            ContentShapes.PERSONA);
    Set<PersonaField> crowded = crowded(plain);
    Set<String> own = new HashSet<>(Set.of(ACTIVE));
    crowded.forEach(field -> own.add(path(field)));
    Merge merge = ofOthers(crowded, own);
    conflicts.addAll(merge.conflicts());
    JsonObject content = (JsonObject) merge.content();
    for (PersonaField field : crowded) {
      content = content.with(field.idName(), whole(field));
    }
    Connections merged = withoutLoosePending(withOneActivity(content));
    Set<String> paths = new HashSet<>();
    conflicts.forEach(conflict -> paths.add(conflict.path()));
    if (isTorn((JsonObject) plain.content())) {
      // What else was decided has settled it too.
      paths.add(ACTIVE);
    }
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < resolutions.size(); i++) {
      String path = resolutions.get(i).path();
      if (own.contains(path) && !paths.contains(path)) {
        errors.add(new FieldError("/" + i + "/path", expected(path, "the path of a conflict")));
      }
    }
    refuse(errors);
    Set<String> decided = new HashSet<>();
    resolutions.forEach(resolution -> decided.add(resolution.path()));
    List<MergeConflict> all =
        conflicts.stream().sorted(Comparator.comparing(MergeConflict::path)).toList();
    return new Merge(
        merged.toJson(), all, all.stream().filter(c -> !decided.contains(c.path())).toList());
  }

  private static String expected(String path, String rule) {
    return "path: " + path + " (expected: " + rule + ")";
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
  }

  private static String path(PersonaField field) {
    return JsonPointer.child(JsonPointer.ROOT, field.idName());
  }

  /** What can't be connected must not be taken for nothing. */
  private void checkValues() {
    Set<String> paths = new HashSet<>();
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < resolutions.size(); i++) {
      Resolution resolution = resolutions.get(i);
      if (!paths.add(resolution.path())) {
        errors.add(
            new FieldError("/" + i + "/path", expected(resolution.path(), "each path once")));
      }
      String pointer = "/" + i + "/value";
      if (resolution.value().isPresent()) {
        rule(resolution.path(), resolution.value().get())
            .map(rule -> new FieldError(pointer, rule))
            .ifPresent(errors::add);
      }
    }
    refuse(errors);
  }

  /** The rule that a value breaks. */
  private static Optional<String> rule(String path, Json value) {
    if (path.equals(ACTIVE)) {
      return value instanceof JsonBoolean ? Optional.empty() : Optional.of("must be true or false");
    }
    for (PersonaField field : PersonaField.values()) {
      if (path.equals(path(field)) && !field.isList()) {
        return uuid(value).isPresent()
            ? Optional.empty()
            : Optional.of("must be the UUID of a " + field.kind().wireName());
      }
      if (path.equals(path(field))) {
        List<UUID> ids = uuids(value);
        return value instanceof JsonArray(List<Json> items)
                && new HashSet<>(ids).size() == items.size()
                && ids.size() <= PersonaField.MOST
            ? Optional.empty()
            : Optional.of("must be an array of at most " + PersonaField.MOST + " UUIDs, each once");
      }
    }
    return Optional.empty();
  }

  private static Optional<UUID> uuid(Json value) {
    return value instanceof JsonString(String text) ? Connections.uuid(text) : Optional.empty();
  }

  private static List<UUID> uuids(Json value) {
    return value instanceof JsonArray(List<Json> items)
        ? items.stream().flatMap(item -> uuid(item).stream()).toList()
        : List.of();
  }

  /** The lists that would be too long, or can be, whatever is decided about their members. */
  private Set<PersonaField> crowded(Merge plain) {
    Set<PersonaField> crowded = new LinkedHashSet<>();
    for (PersonaField field : PersonaField.values()) {
      long open =
          plain.conflicts().stream()
              .filter(conflict -> conflict.path().startsWith(path(field) + '/'))
              .count();
      if (field.isList()
          && Connections.ids((JsonObject) plain.content(), field.idName()).size() + open
              > PersonaField.MOST) {
        crowded.add(field);
      }
    }
    return crowded;
  }

  private Merge ofOthers(Set<PersonaField> crowded, Set<String> own) {
    List<Integer> places = new ArrayList<>();
    List<Resolution> others = new ArrayList<>();
    for (int i = 0; i < resolutions.size(); i++) {
      if (!own.contains(resolutions.get(i).path())) {
        places.add(i);
        others.add(resolutions.get(i));
      }
    }
    try {
      return Merge.of(
          without(sides.base(), crowded),
          without(sides.live(), crowded),
          without(sides.draft(), crowded),
          ContentShapes.PERSONA,
          others);
    } catch (InvalidContent e) {
      throw new InvalidContent(e.errors().stream().map(error -> sent(error, places)).toList());
    }
  }

  /** The error at the resolution's place among those that were sent. */
  private static FieldError sent(FieldError error, List<Integer> places) {
    int end = error.pointer().indexOf('/', 1);
    int place = Integer.parseInt(error.pointer().substring(1, end));
    return new FieldError("/" + places.get(place) + error.pointer().substring(end), error.detail());
  }

  private static JsonObject without(Connections side, Set<PersonaField> fields) {
    JsonObject json = side.toJson();
    for (PersonaField field : fields) {
      json = json.without(field.idName());
    }
    return json;
  }

  private Json whole(PersonaField field) {
    Sides<Optional<Json>> values =
        new Sides<>(
            Optional.of(Connections.texts(sides.base().of(field))),
            Optional.of(Connections.texts(sides.live().of(field))),
            Optional.of(Connections.texts(sides.draft().of(field))));
    return decided(path(field), values).orElseThrow();
  }

  private Optional<Json> decided(String path, Sides<Optional<Json>> values) {
    conflicts.add(
        new MergeConflict(
            path,
            values.base().isPresent() ? Kind.BOTH_CHANGED : Kind.BOTH_ADDED,
            values.base(),
            values.live(),
            values.draft()));
    for (Resolution resolution : resolutions) {
      if (resolution.path().equals(path)) {
        return switch (resolution.take()) {
          case LIVE -> values.live();
          case DRAFT -> values.draft();
          case VALUE -> resolution.value();
        };
      }
    }
    return values.live();
  }

  private JsonObject withOneActivity(JsonObject content) {
    if (!isTorn(content)) {
      return content;
    }
    Optional<Json> active =
        decided(
            ACTIVE,
            new Sides<>(activity(sides.base()), activity(sides.live()), activity(sides.draft())));
    List<UUID> one = new ArrayList<>(Connections.ids(content, PersonaField.FLAGS.idName()));
    if (!active.equals(Optional.of(Json.of(true)))) {
      one.remove(on);
    }
    if (!active.equals(Optional.of(Json.of(false)))) {
      one.remove(off);
    }
    return content.with(PersonaField.FLAGS.idName(), Connections.texts(one));
  }

  private boolean isTorn(JsonObject content) {
    return Connections.ids(content, PersonaField.FLAGS.idName()).containsAll(Set.of(on, off));
  }

  private Optional<Json> activity(Connections side) {
    List<UUID> flags = side.of(PersonaField.FLAGS);
    if (flags.contains(on)) {
      return Optional.of(Json.of(true));
    }
    return flags.contains(off) ? Optional.of(Json.of(false)) : Optional.empty();
  }

  private static Connections withoutLoosePending(JsonObject content) {
    Map<PersonaField, List<UUID>> connected = new LinkedHashMap<>();
    for (PersonaField field : PersonaField.values()) {
      connected.put(field, Connections.ids(content, field.idName()));
    }
    Set<UUID> pending = new LinkedHashSet<>(Connections.ids(content, Connections.PENDING));
    Set<UUID> all = new LinkedHashSet<>();
    connected.values().forEach(all::addAll);
    pending.retainAll(all);
    return new Connections(connected, pending);
  }
}
