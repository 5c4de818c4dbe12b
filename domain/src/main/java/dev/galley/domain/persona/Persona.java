package dev.galley.domain.persona;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.EventCounters;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import dev.galley.domain.assistant.SearchText;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A published persona. It changes by publishing drafts only, each as a revision that never changes.
 *
 * @param version the number of saves
 * @param owner its first publisher
 * @param profile what lists show of what is live
 * @param connections what is live connects
 */
public record Persona(
    UUID id,
    TenantId tenant,
    long version,
    Principal owner,
    Profile profile,
    Connections connections,
    Stamp created,
    Stamp updated,
    PersonaLive live,
    EventCounters events,
    RecentChanges recentChanges)
    implements Living {
  private static final int PLACE = 60;

  // Instant.toString leaves the fraction out when it is zero.
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public Persona {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(connections, "connections");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(updated, "updated");
    Objects.requireNonNull(live, "live");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(recentChanges, "recentChanges");
  }

  /**
   * What lists show.
   *
   * @param description its first {@value #SHOWN} code points
   * @param active what its flag says
   */
  public record Profile(String name, Optional<String> description, boolean active) {
    /** How much of a description is shown, in code points. */
    public static final int SHOWN = 500;

    public Profile {
      Objects.requireNonNull(name, "name");
      description = description.map(text -> cut(text, SHOWN));
    }
  }

  /**
   * What is published.
   *
   * @param content names the content with ids and texts
   * @param changed the places at which it is new
   */
  public record Authored(
      Connections connections, Profile profile, ContentHash content, ChangedPaths changed) {

    public Authored {
      Objects.requireNonNull(connections, "connections");
      Objects.requireNonNull(profile, "profile");
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(changed, "changed");
      if (!connections.pending().isEmpty()) {
        throw new IllegalArgumentException("pending: some (expected: none)");
      }
    }
  }

  /** Publishes a new persona, as its revision 1. */
  public static Transition<Persona> publish(
      UUID id,
      TenantId tenant,
      Principal owner,
      Authored authored,
      Optional<String> comment,
      Stamp stamp,
      ChangeId change) {
    Revision revision =
        Revision.following(
            Optional.empty(),
            1,
            authored.content(),
            stamp,
            comment,
            RevisionKind.CREATED,
            authored.changed(),
            change);
    Persona persona =
        new Persona(
            id,
            tenant,
            1,
            owner,
            authored.profile(),
            authored.connections(),
            stamp,
            stamp,
            PersonaLive.of(revision),
            EventCounters.NONE,
            RecentChanges.NONE.plus(change));
    return persona.committing(revision, 0);
  }

  /** Publishes a draft of it as its next revision. */
  public Transition<Persona> commit(
      Authored authored, long base, Optional<String> comment, Stamp stamp, ChangeId change) {
    Stamp later = stamp.after(updated.at());
    Revision revision =
        Revision.following(
            Optional.of(live.hash()),
            live.revision() + 1,
            authored.content(),
            later,
            comment,
            RevisionKind.COMMIT,
            authored.changed(),
            change);
    Persona persona =
        new Persona(
            id,
            tenant,
            version + 1,
            owner,
            authored.profile(),
            authored.connections(),
            created,
            later,
            PersonaLive.of(revision),
            events,
            recentChanges.plus(change));
    return persona.committing(revision, base);
  }

  private Transition<Persona> committing(Revision revision, long base) {
    JsonObject data =
        told(revision.stamp())
            .put("baseRevision", base)
            .putIfPresent("comment", revision.comment())
            .put("changedPaths", JsonArray.ofTexts(revision.changedPaths().paths()))
            .put("changedPathsTruncated", revision.changedPaths().truncated())
            .build();
    Event event =
        Event.following(
            events,
            ref(),
            EventType.PERSONA_DRAFT_COMMITTED,
            revision.stamp(),
            data,
            Optional.of(revision.content()));
    return new Transition<>(counting(event), List.of(event), List.of(revision), List.of());
  }

  /** Deletes it with all that hangs on it. */
  public Transition<Tombstone> delete(Stamp stamp, ChangeId change) {
    Stamp later = stamp.after(updated.at());
    JsonObject data =
        told(later)
            .put("changedPaths", JsonArray.EMPTY)
            .put("changedPathsTruncated", false)
            .build();
    Event event =
        Event.following(events, ref(), EventType.PERSONA_DELETED, later, data, Optional.empty());
    Tombstone stone =
        new Tombstone(
            ref(),
            version + 1,
            events.next(event.type().topic()),
            live.revision(),
            later,
            recentChanges.plus(change));
    return new Transition<>(stone, List.of(event), List.of(), List.of());
  }

  private JsonObject.Builder told(Stamp stamp) {
    return JsonObject.builder()
        .put("id", id.toString())
        .put("naturalId", id.toString())
        .put("kind", AggregateKind.PERSONA.wireName())
        .put("name", profile.name())
        .put("ownerId", owner.id())
        .put("ownerType", owner.kind().wireName())
        .put("revision", live.revision())
        .put("revisionHash", live.hash().value())
        .put("contentHash", live.content().value())
        .put("actor", stamp.by())
        .put("at", MILLISECONDS.format(stamp.at()));
  }

  private Persona counting(Event event) {
    return new Persona(
        id,
        tenant,
        version,
        owner,
        profile,
        connections,
        created,
        updated,
        live,
        events.next(event.type().topic()),
        recentChanges);
  }

  /** The caller's level on it: everybody with the seat reads what is published. */
  public Level levelOf(Caller caller) {
    return caller.tenant().equals(tenant)
        ? caller.levelOn(owner, List.of()).or(Level.READ)
        : Level.NONE;
  }

  /** Where a persona of that id is. */
  public static AggregateRef ref(TenantId tenant, UUID id) {
    return new AggregateRef(tenant, AggregateKind.PERSONA, id);
  }

  @Override
  public AggregateRef ref() {
    return ref(tenant, id);
  }

  @Override
  public long sequence() {
    return events.sequence();
  }

  @Override
  public Set<ContentHash> contents() {
    return Set.of(live.content());
  }

  @Override
  public Optional<String> called() {
    return Optional.empty();
  }

  @Override
  public Optional<UUID> openDraft() {
    return Optional.empty();
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(PersonaKeys.PERSONAS);
    connections.all().forEach(resource -> keys.add(PersonaKeys.using(resource)));
    return keys;
  }

  @Override
  public String order() {
    return cut(SearchText.fold(profile.name()), PLACE) + '/' + id;
  }

  private static String cut(String text, int most) {
    return text.substring(
        0, text.offsetByCodePoints(0, Math.min(most, text.codePointCount(0, text.length()))));
  }
}
