package dev.galley.application.assistant;

import dev.galley.application.assistant.ContentEditor.Edited;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Attachments;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Adds, changes and removes attachments of one kind, of an assistant or of its draft. */
public final class EditAttachments<M> {
  private final AssistantDesk desk;
  private final AttachmentKind<M> kind;

  public EditAttachments(AssistantDesk desk, AttachmentKind<M> kind) {
    this.desk = desk;
    this.kind = kind;
  }

  /**
   * Whose attachments, and what the caller has seen of them.
   *
   * @param id of the assistant or of its draft
   */
  public record Place(Caller caller, String id, Precondition precondition) {

    public Place {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(precondition, "precondition");
    }
  }

  /**
   * Where a new attachment comes to, known once everything else is allowed.
   *
   * @param assistant the id of the live assistant
   */
  public record Site(Caller caller, UUID assistant, Attachments attached) {

    public Site {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(assistant, "assistant");
      Objects.requireNonNull(attached, "attached");
    }
  }

  /**
   * What there is after it.
   *
   * @param member the one that was added or changed; absent after a removal
   */
  public record Edit<M>(AssistantView view, Optional<M> member) {}

  /**
   * Adds one behind the others.
   *
   * @param make makes it; asked once, however often the save has to be repeated
   */
  public Outcome<Edit<M>> add(Place place, Function<Site, Outcome<M>> make) {
    return add(place, make, members -> Optional.empty());
  }

  /**
   * Adds one behind the others.
   *
   * @param make makes it; asked once, however often the save has to be repeated
   * @param check what stands against all of them together; asked each time
   */
  Outcome<Edit<M>> add(
      Place place, Function<Site, Outcome<M>> make, Function<List<M>, Optional<Refusal>> check) {
    return edit(place, new Adding(place.caller(), once(make), check));
  }

  /**
   * Changes one.
   *
   * @param to what it becomes; must not change its id
   */
  public Outcome<Edit<M>> update(Place place, String id, Changed<M> to) {
    return edit(place, new Updating(place.caller(), id, to));
  }

  /** Takes one away. */
  public Outcome<Edit<M>> remove(Place place, String id) {
    return edit(place, new Removing(id));
  }

  /** What an attachment becomes. */
  @FunctionalInterface
  public interface Changed<M> {

    /** The attachment after the change. */
    Outcome<M> of(Site site, M before);
  }

  private Outcome<Edit<M>> edit(Place place, ContentEditor.Edit<Optional<M>> edit) {
    return new ContentEditor(desk)
        .edit(place.caller(), place.id(), place.precondition(), edit)
        .map(result -> new Edit<>(result.view(), result.answer()));
  }

  private static <A, B> Function<A, B> once(Function<A, B> function) {
    List<B> made = new ArrayList<>();
    return argument -> {
      if (made.isEmpty()) {
        made.add(function.apply(argument));
      }
      return made.getFirst();
    };
  }

  private List<M> in(AssistantContent content) {
    return kind.list().apply(content.attached());
  }

  private Optional<M> find(AssistantContent content, String id) {
    return in(content).stream().filter(member -> kind.id().apply(member).equals(id)).findFirst();
  }

  private Outcome<Edited<Optional<M>>> edited(
      Found found, AssistantContent current, List<M> members, Optional<M> member) {
    Optional<Refusal> twice = member.flatMap(one -> twice(members, one));
    return twice.isPresent()
        ? Outcome.refused(twice.get())
        : Outcome.done(
            Edited.content(
                found,
                current.withAttached(kind.with().apply(current.attached(), members)),
                member));
  }

  private Optional<Refusal> twice(List<M> members, M one) {
    String name = kind.name().apply(one);
    List<M> same =
        members.stream().filter(member -> kind.name().apply(member).equals(name)).toList();
    return same.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Refusal.AlreadyAttached(kind.noun(), name, kind.id().apply(same.getFirst())));
  }

  private static Site site(Caller caller, Found found, AssistantContent current) {
    return new Site(caller, found.assistant().id().value(), current.attached());
  }

  private final class Adding implements ContentEditor.Edit<Optional<M>> {
    private final Caller caller;
    private final Function<Site, Outcome<M>> make;
    private final Function<List<M>, Optional<Refusal>> check;

    Adding(
        Caller caller,
        Function<Site, Outcome<M>> make,
        Function<List<M>, Optional<Refusal>> check) {
      this.caller = caller;
      this.make = make;
      this.check = check;
    }

    @Override
    public Outcome<Edited<Optional<M>>> apply(Found found, AssistantContent current) {
      int most = kind.most().applyAsInt(desk.limits().attached());
      if (in(current).size() >= most) {
        return Outcome.refused(
            Refusal.Invalid.at(
                "", "would be one " + kind.noun() + " more than the " + most + " allowed"));
      }
      return make.apply(site(caller, found, current))
          .then(member -> {
            List<M> members = new ArrayList<>(in(current));
            members.add(member);
            Optional<Refusal> together = check.apply(members);
            if (together.isPresent()) {
              return Outcome.refused(together.get());
            }
            return edited(found, current, members, Optional.of(member));
          });
    }
  }

  private final class Updating implements ContentEditor.Edit<Optional<M>> {
    private final Caller caller;
    private final String id;
    private final Changed<M> to;

    Updating(Caller caller, String id, Changed<M> to) {
      this.caller = caller;
      this.id = id;
      this.to = to;
    }

    @Override
    public Optional<Refusal> lookUp(Found found, AssistantContent current) {
      return named(current, id);
    }

    @Override
    public String[] partTags(AssistantContent current) {
      return tags(current, id);
    }

    @Override
    public Outcome<Edited<Optional<M>>> apply(Found found, AssistantContent current) {
      M before = find(current, id).orElseThrow();
      return to.of(site(caller, found, current), before)
          .then(after ->
              edited(
                  found,
                  current,
                  in(current).stream().map(one -> one.equals(before) ? after : one).toList(),
                  Optional.of(after)));
    }
  }

  private final class Removing implements ContentEditor.Edit<Optional<M>> {
    private final String id;

    Removing(String id) {
      this.id = id;
    }

    @Override
    public Optional<Refusal> lookUp(Found found, AssistantContent current) {
      return named(current, id);
    }

    @Override
    public String[] partTags(AssistantContent current) {
      return tags(current, id);
    }

    @Override
    public Outcome<Edited<Optional<M>>> apply(Found found, AssistantContent current) {
      return edited(
          found,
          current,
          in(current).stream().filter(one -> !kind.id().apply(one).equals(id)).toList(),
          Optional.empty());
    }
  }

  private Optional<Refusal> named(AssistantContent current, String id) {
    return find(current, id).isPresent()
        ? Optional.empty()
        : Optional.of(new Refusal.NotFound(kind.noun()));
  }

  private String[] tags(AssistantContent current, String id) {
    return find(current, id).stream().map(kind::tag).toArray(String[]::new);
  }
}
