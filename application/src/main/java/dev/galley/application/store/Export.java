package dev.galley.application.store;

import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.CommentedDraft;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an export carries of a store: all that people have made in it, without what is secret,
 * without what is deleted, and without what only concerns the server that it was made on.
 *
 * <p>There are no sealed values and their keys, no tokens, no receipts, and no events with their
 * places in feeds and outboxes. The numbers of events go along, so that they go on behind those of
 * the old server. Contents are there when something refers to them.
 *
 * <p>An export of a store that was made of an export is the same.
 */
public final class Export implements ArchiveView {
  /** The parts of which an export has something, in the order in which they have to be written. */
  public static final List<Part> PARTS =
      List.of(
          Part.SNAPSHOT,
          Part.AGGREGATE,
          Part.NAME,
          Part.REVISION,
          Part.HEAD,
          Part.JOURNAL,
          Part.MODEL);

  private final ArchiveView all;
  private final Optional<TenantId> only;
  private final HashPrefixes wanted = new HashPrefixes();

  /** Working copies that wait to be swept with a deleted agent. */
  private final Set<AggregateRef> leftBehind = new HashSet<>();

  private boolean prepared;
  private Owners owners;

  /** Up to where the archive was read for the page that was answered last. */
  private String looked = "";

  private String answered = "";

  /**
   * An export, which keeps 30 bytes in memory for each content.
   *
   * @param all what is there; nobody may work in it meanwhile
   * @param only the one tenant that is exported, all of them when absent
   */
  public Export(ArchiveView all, Optional<TenantId> only) {
    this.all = Objects.requireNonNull(all, "all");
    this.only = Objects.requireNonNull(only, "only");
    this.owners = new Owners(all);
  }

  /**
   * A page of a part. Those of a part are to be read one behind the other.
   *
   * @return nothing of a part that is none of {@link #PARTS}
   */
  @Override
  public List<Entry> read(Part part, String after, int limit) {
    if (!PARTS.contains(part)) {
      return List.of();
    }
    if (!prepared) {
      prepared = true;
      prepare();
    }
    if (after.isEmpty()) {
      owners = new Owners(all);
    }
    String key = !after.isEmpty() && after.equals(answered) ? looked : after;
    while (true) {
      List<Entry> page = all.read(part, key, limit);
      if (page.isEmpty()) {
        return page;
      }
      key = page.getLast().key();
      List<Entry> picked = new ArrayList<>();
      for (Entry entry : page) {
        if (isOfTenant(entry)) {
          pick(part, entry).ifPresent(picked::add);
        }
      }
      if (!picked.isEmpty()) {
        looked = key;
        answered = picked.getLast().key();
        return picked;
      }
    }
  }

  /** How many there are in the archive, which is the most that there can be. */
  @Override
  public long count(Part part) {
    return PARTS.contains(part) ? all.count(part) : 0;
  }

  /** Finds the contents to which something refers. */
  private void prepare() {
    for (Part part : List.of(Part.AGGREGATE, Part.REVISION, Part.HEAD)) {
      List<Entry> page = read(part, "", Archive.PAGE_ENTRIES);
      while (!page.isEmpty()) {
        page.forEach(entry -> want(ArchiveRecord.of(part, entry)));
        page = read(part, page.getLast().key(), Archive.PAGE_ENTRIES);
      }
    }
  }

  private void want(ArchiveRecord record) {
    if (record instanceof ArchiveRecord.State(Living living)) {
      living.contents().forEach(hash -> wanted.add(living.ref().tenant(), hash));
    } else if (record instanceof ArchiveRecord.Past(var ref, Revision revision)
        && !revision.pruned()) {
      wanted.add(ref.tenant(), revision.content());
    } else if (record instanceof ArchiveRecord.Head(var ref, HistoryEntry head)) {
      wanted.add(ref.tenant(), head.content());
    }
  }

  private boolean isOfTenant(Entry entry) {
    return only.isEmpty() || entry.key().startsWith(only.get().value() + '/');
  }

  private Optional<Entry> pick(Part part, Entry entry) {
    return switch (part) {
      case SNAPSHOT -> {
        var content = (ArchiveRecord.Content) ArchiveRecord.of(part, entry);
        yield Optional.of(entry)
            .filter(e -> wanted.has(content.tenant(), content.snapshot().hash()));
      }
      case AGGREGATE ->
          owners.of(entry.key()).map(living -> new Entry(entry.key(), stripped(living, entry)));
      case NAME -> {
        AggregateRef holder = ((ArchiveRecord.Name) ArchiveRecord.of(part, entry)).holder();
        yield Optional.of(entry)
            .filter(e -> isCarried(holder.kind()) && !leftBehind.contains(holder));
      }
      case REVISION -> {
        var past = (ArchiveRecord.Past) ArchiveRecord.of(part, entry);
        yield owners
            .of(past.aggregate().key())
            .filter(living -> !isOfEarlierLife(living, past.revision()))
            .map(living -> entry);
      }
      case HEAD -> {
        var head = (ArchiveRecord.Head) ArchiveRecord.of(part, entry);
        yield owners
            .of(head.aggregate().key())
            .filter(living -> living.openDraft().equals(Optional.of(head.head().draft())))
            .map(living -> entry);
      }
      case JOURNAL -> {
        var noted = (ArchiveRecord.Noted) ArchiveRecord.of(part, entry);
        yield owners
            .of(noted.aggregate().key())
            .filter(living -> !isOfEarlierLife(living, noted))
            .map(living -> entry);
      }
      case MODEL -> Optional.of(entry);
      case PARKED, EVENT, PLACED, HORIZON, POSITION, RECEIPT -> Optional.empty();
    };
  }

  /** Whether such aggregates go along, as far as they hang on nothing that is over. */
  private static boolean isCarried(AggregateKind kind) {
    return switch (kind) {
      case ASSISTANT,
          AGENT,
          WORKING_COPY,
          PERSONA,
          PERSONA_DRAFT,
          PERSONA_RESOURCE,
          FILE,
          COMMENT,
          FAVORITE,
          CHAT,
          USAGE ->
          true;
      case SECRET_VALUE, API_TOKEN, TENANT_KEYS, LEFTOVERS -> false;
    };
  }

  /** Of the saves only the last is named: the others are for those who wait for their outcome. */
  private static JsonObject stripped(Living living, Entry entry) {
    JsonObject state = (JsonObject) entry.body().get("state").orElseThrow();
    List<ChangeId> changes = living.recentChanges().ids();
    JsonObject plain =
        state.with(
            "recentChanges",
            AssistantDocument.write(
                new RecentChanges(
                    changes.subList(Math.max(0, changes.size() - 1), changes.size()))));
    return entry
        .body()
        .with(
            "state",
            living.ref().kind() == AggregateKind.ASSISTANT
                ? AssistantDocument.withoutTokens(plain)
                : plain);
  }

  private static boolean isOfEarlierLife(Living living, Revision revision) {
    return living instanceof Agent agent
        && (agent.profile().isEmpty() || revision.number() <= agent.floor());
  }

  private static boolean isOfEarlierLife(Living living, ArchiveRecord.Noted noted) {
    return living instanceof Agent agent
        && agent
            .deleted()
            .filter(deletion -> !noted.note().stamp().at().isAfter(deletion.at()))
            .isPresent();
  }

  /** A walk along the aggregates, beside one along what hangs on them. */
  private final class Owners {
    private final ArchiveView view;

    /** What deleted assistants leave behind has these keys. */
    private final Set<String> gone = new HashSet<>();

    /** The open drafts of assistants; what was said about others is to be erased. */
    private final Set<String> drafts = new HashSet<>();

    /** How many lives of agents are over of which something may be left. */
    private final Map<AgentId, Long> lives = new HashMap<>();

    private List<Entry> page = List.of();
    private int at;
    private boolean ended;
    private String key = "";
    private String tenant = "";
    private Optional<Living> living = Optional.empty();

    Owners(ArchiveView view) {
      this.view = view;
    }

    /** The aggregate of that key, which does not come before the last one asked for, if it goes. */
    Optional<Living> of(String wanted) {
      while (!ended && (key.isEmpty() || Archive.KEY_ORDER.compare(key, wanted) < 0)) {
        next();
      }
      return key.equals(wanted) ? living : Optional.empty();
    }

    private void next() {
      if (at == page.size()) {
        page = view.read(Part.AGGREGATE, key, Archive.PAGE_ENTRIES);
        at = 0;
        ended = page.isEmpty();
        if (ended) {
          return;
        }
      }
      Entry entry = page.get(at++);
      key = entry.key();
      String of = key.substring(0, key.indexOf('/'));
      if (!of.equals(tenant)) {
        tenant = of;
        gone.clear();
        drafts.clear();
        lives.clear();
      }
      living = carried(((ArchiveRecord.State) ArchiveRecord.of(Part.AGGREGATE, entry)));
    }

    /** Kinds come in the order of their names: assistants and agents before what hangs on them. */
    private Optional<Living> carried(ArchiveRecord.State state) {
      if (state.aggregate() instanceof Tombstone stone) {
        gone.add("on/" + stone.ref().id());
        return Optional.empty();
      }
      if (!(state.aggregate() instanceof Living here)) {
        return Optional.empty();
      }
      if (here instanceof Assistant assistant) {
        assistant.openDraft().ifPresent(draft -> drafts.add(draft.toString()));
      }
      if (here instanceof Item item) {
        return Optional.<Living>of(item).filter(living -> goes(item));
      }
      if (here instanceof Agent agent && agent.cleared() < agent.gone()) {
        lives.put(agent.id(), agent.gone());
      }
      if (here instanceof WorkingCopy copy
          && copy.place().incarnation() <= lives.getOrDefault(copy.place().agent(), 0L)) {
        leftBehind.add(copy.ref());
        return Optional.empty();
      }
      return Optional.of(here);
    }

    /** The notes of commented drafts go along, so that the comments are erased there too. */
    private boolean goes(Item item) {
      AggregateKind kind = item.ref().kind();
      boolean note = item.keys().contains(CommentedDraft.ALL);
      boolean said = note || kind == AggregateKind.COMMENT;
      return (note || isCarried(kind))
          && item.keys().stream().noneMatch(gone::contains)
          && (!said || item.body().text("draft").map(drafts::contains).orElse(true));
    }
  }
}
