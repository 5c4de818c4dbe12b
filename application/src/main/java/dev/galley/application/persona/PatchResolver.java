package dev.galley.application.persona;

import dev.galley.application.persona.PatchForm.Wish;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.persona.DraftPatch;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaField;
import dev.galley.domain.persona.Resource;
import dev.galley.domain.persona.ResourceKind;
import dev.galley.domain.persona.ResourceValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes of what a call wishes a patch of ids, and collects what is wrong with it. It reads the
 * catalogue and puts nothing into it.
 */
final class PatchResolver {
  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

  private final Catalogue catalogue;
  private final Icons icons;
  private final Caller caller;
  private final PersonaDraft draft;
  private final Set<UUID> held;
  private final List<FieldError> errors = new ArrayList<>();
  private final Map<UUID, ResourceValue> values = new LinkedHashMap<>();

  PatchResolver(Catalogue catalogue, Icons icons, Caller caller, PersonaDraft draft) {
    this.catalogue = catalogue;
    this.icons = icons;
    this.caller = caller;
    this.draft = draft;
    this.held = draft.held();
  }

  /**
   * A patch, and what it needs.
   *
   * @param values what has to be in the catalogue before the patch is saved
   * @param errors why the patch can't be
   */
  record Resolved(DraftPatch patch, List<ResourceValue> values, List<FieldError> errors) {}

  Resolved resolve(PatchForm form) {
    Map<PersonaField, List<UUID>> sets = new EnumMap<>(PersonaField.class);
    form.wishes().forEach((field, wish) -> sets.put(field, ids(field, wish)));
    activity(form, sets);
    Optional<List<UUID>> pending = form.pending().map(ids -> List.copyOf(ids.values()));
    DraftPatch patch = new DraftPatch(sets, pending);
    errors.addAll(pendingErrors(form, patch));
    return new Resolved(patch, List.copyOf(values.values()), List.copyOf(errors));
  }

  private List<FieldError> pendingErrors(PatchForm form, DraftPatch patch) {
    List<Integer> places = form.pending().map(ids -> List.copyOf(ids.keySet())).orElse(List.of());
    Set<UUID> all = new LinkedHashSet<>();
    draft
        .connections()
        .with(new DraftPatch(patch.sets(), Optional.empty()))
        .all()
        .forEach(all::add);
    List<FieldError> found = new ArrayList<>();
    List<UUID> held = patch.pending().orElse(List.of());
    for (int i = 0; i < held.size(); i++) {
      if (!all.contains(held.get(i))) {
        found.add(
            new FieldError(
                "/pending_ids/" + places.get(i), "is not selected in this draft after this call"));
      }
    }
    return found;
  }

  private List<UUID> ids(PersonaField field, Wish wish) {
    return switch (wish) {
      case Wish.Nothing nothing -> List.of();
      case Wish.Ids(Map<Integer, UUID> ids) -> {
        ids.forEach((place, id) -> check(field, id, pointer(field.idName(), field, place)));
        yield List.copyOf(ids.values());
      }
      case Wish.Texts(Map<Integer, String> texts) -> {
        Set<UUID> found = new LinkedHashSet<>();
        texts.forEach((place, text) ->
            resource(field.kind(), text, pointer(field.textName(), field, place))
                .ifPresent(found::add));
        yield List.copyOf(found);
      }
    };
  }

  private static String pointer(String name, PersonaField field, int place) {
    String pointer = JsonPointer.child(JsonPointer.ROOT, name);
    return field.isList() ? JsonPointer.child(pointer, place) : pointer;
  }

  private void check(PersonaField field, UUID id, String pointer) {
    Optional<Resource> found = catalogue.find(draft.tenant(), id);
    boolean known =
        found.filter(resource -> resource.kind() == field.kind()).isPresent()
            && (held.contains(id) || catalogue.isSeen(caller, found.get()));
    if (!known) {
      errors.add(
          new FieldError(
              pointer, "is no " + field.kind().wireName() + " of the catalogue that you can see"));
    } else {
      // What nobody else uses must not be collected before the save follows.
      values.put(id, found.get().value());
    }
  }

  private Optional<UUID> resource(ResourceKind kind, String text, String pointer) {
    return switch (kind) {
      case NAME, DESCRIPTION, INSTRUCTIONS, EXAMPLE ->
          Optional.of(made(ResourceValue.text(kind, text)));
      case COLOR ->
          HEX.matcher(text).matches()
              ? Optional.of(made(ResourceValue.text(kind, text.toLowerCase(Locale.ROOT))))
              : named(
                  kind,
                  text,
                  pointer,
                  "must be the name of a colour of the catalogue, or" + " #rrggbb");
      case ICON ->
          text.stripLeading().startsWith("<")
              ? icon(text, pointer)
              : named(
                  kind,
                  text,
                  pointer,
                  "must be the name of an icon of the catalogue, or an SVG image");
      case DEPARTMENT, PARAMETER_FIELD, VOICE, FLAG ->
          named(kind, text, pointer, "is the name of no " + kind.wireName() + " of the catalogue");
    };
  }

  private Optional<UUID> icon(String markup, String pointer) {
    return icons.value(markup, wrong -> errors.add(new FieldError(pointer, wrong))).map(this::made);
  }

  private Optional<UUID> named(ResourceKind kind, String name, String pointer, String rule) {
    List<Resource> found = catalogue.named(caller, kind, name);
    if (found.size() == 1) {
      values.put(found.getFirst().id(), found.getFirst().value());
      return Optional.of(found.getFirst().id());
    }
    errors.add(
        new FieldError(
            pointer,
            found.isEmpty()
                ? rule
                : "is the name of "
                    + found.size()
                    + " of the catalogue; name one of them by its id"));
    return Optional.empty();
  }

  private UUID made(ResourceValue value) {
    UUID id = value.id(draft.tenant());
    values.put(id, value);
    return id;
  }

  /** Turns {@code active} into a flag, or compares it with the flags that were named. */
  private void activity(PatchForm form, Map<PersonaField, List<UUID>> sets) {
    UUID on = ResourceValue.active(true).id(draft.tenant());
    UUID off = ResourceValue.active(false).id(draft.tenant());
    List<UUID> named = sets.get(PersonaField.FLAGS);
    if (named != null && named.contains(on) && named.contains(off)) {
      errors.add(new FieldError("/flag_ids", "says both that it is active and that it is not"));
    }
    if (form.active().isEmpty()) {
      return;
    }
    Optional<Boolean> active = form.active().get();
    if (named != null) {
      Set<UUID> said = new LinkedHashSet<>(named);
      // What is pending is selected and says nothing, as in form_state.
      said.removeAll(
          form.pending().<Collection<UUID>>map(Map::values).orElse(draft.connections().pending()));
      boolean fits =
          active.isEmpty()
              ? !said.contains(on) && !said.contains(off)
              : active.get() == said.contains(on);
      if (!fits) {
        errors.add(new FieldError("/active", "contradicts flag_ids, which count"));
      }
      return;
    }
    List<UUID> flags = new ArrayList<>(draft.connections().of(PersonaField.FLAGS));
    active.ifPresentOrElse(
        wanted -> {
          UUID flag = made(ResourceValue.active(wanted));
          UUID opposite = wanted ? off : on;
          int place = flags.indexOf(opposite);
          if (flags.contains(flag)) {
            flags.remove(opposite);
          } else if (place >= 0) {
            flags.set(place, flag);
          } else {
            flags.add(flag);
          }
        },
        () -> flags.removeAll(List.of(on, off)));
    if (flags.size() > PersonaField.MOST) {
      errors.add(
          new FieldError(
              "/active", "needs a flag more than the " + PersonaField.MOST + " there can be"));
    } else {
      sets.put(PersonaField.FLAGS, List.copyOf(flags));
    }
  }
}
