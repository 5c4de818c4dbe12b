package dev.galley.domain.persona;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever is patched, proposed and decided, a draft comes to what plain maps come to. */
class DraftEditLawsTest {
  private static final TenantId ACME = new TenantId("acme");

  enum Kind {
    WRITE,
    PROPOSE,
    ACCEPT,
    REJECT,
    EXPIRE
  }

  /**
   * One step.
   *
   * @param sets what of four resources each field is to have, as bits; nothing for a field that is
   *     not spoken of
   * @param pending which of those that are then selected are pending, as bits; nothing when that is
   *     not spoken of
   * @param pick which of the open proposals
   */
  record Step(Kind kind, Map<PersonaField, Integer> sets, Optional<Integer> pending, int pick) {}

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Map<PersonaField, Integer>> sets =
        Arbitraries.maps(
                Arbitraries.of(PersonaField.values()), Arbitraries.integers().between(0, 15))
            .ofMaxSize(4);
    return Combinators.combine(
            Arbitraries.of(
                Kind.WRITE,
                Kind.WRITE,
                Kind.PROPOSE,
                Kind.PROPOSE,
                Kind.ACCEPT,
                Kind.REJECT,
                Kind.EXPIRE),
            sets,
            Arbitraries.integers().between(0, 1 << 20).optional(0.5),
            Arbitraries.integers().between(0, 9))
        .as(Step::new);
  }

  private static UUID id(PersonaField field, int number) {
    return new UUID(field.idName().hashCode(), number);
  }

  private static List<UUID> chosen(PersonaField field, int bits) {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if ((bits >> i & 1) == 1 && (field.isList() || ids.isEmpty())) {
        ids.add(id(field, i));
      }
    }
    return ids;
  }

  /** What a draft is said to be: maps and sets, and nothing clever. */
  private static final class Model {
    final Map<PersonaField, List<UUID>> connected = new EnumMap<>(PersonaField.class);
    final Set<UUID> pending = new LinkedHashSet<>();
    final Map<UUID, DraftPatch> open = new LinkedHashMap<>();
    final Map<UUID, Map<PersonaField, List<UUID>>> seen = new LinkedHashMap<>();
    final Map<UUID, Set<UUID>> seenPending = new LinkedHashMap<>();

    Set<UUID> all() {
      Set<UUID> all = new LinkedHashSet<>();
      connected.values().forEach(all::addAll);
      return all;
    }

    void set(Map<PersonaField, List<UUID>> sets) {
      connected.putAll(sets);
      pending.retainAll(all());
    }

    void write(DraftPatch patch) {
      set(patch.sets());
      patch
          .pending()
          .ifPresent(ids -> {
            pending.clear();
            pending.addAll(ids);
          });
      Set<UUID> named = new LinkedHashSet<>();
      patch.sets().values().forEach(named::addAll);
      open.entrySet()
          .removeIf(proposal -> {
            DraftPatch change = proposal.getValue();
            boolean met =
                !change.ids().isEmpty()
                    && named.containsAll(change.ids())
                    && change.ids().stream().noneMatch(patch.pending().orElse(List.of())::contains)
                    && change.sets().entrySet().stream()
                        .allMatch(set -> does(seen.get(proposal.getKey()), set));
            if (met) {
              pending.removeAll(change.ids());
            }
            return met;
          });
    }

    private boolean does(
        Map<PersonaField, List<UUID>> before, Map.Entry<PersonaField, List<UUID>> set) {
      List<UUID> now = connected.getOrDefault(set.getKey(), List.of());
      List<UUID> kept = new ArrayList<>(before.getOrDefault(set.getKey(), List.of()));
      kept.retainAll(now);
      return set.getValue().isEmpty()
          ? now.isEmpty()
          : now.containsAll(set.getValue()) && set.getValue().containsAll(kept);
    }

    boolean isStale(UUID key) {
      DraftPatch change = open.get(key);
      boolean moved =
          change.sets().entrySet().stream()
              .anyMatch(set -> {
                List<UUID> now = connected.getOrDefault(set.getKey(), List.of());
                return !now.equals(seen.get(key).getOrDefault(set.getKey(), List.of()))
                    && !now.equals(set.getValue());
              });
      return moved || (change.pending().isPresent() && !pending.equals(seenPending.get(key)));
    }

    void accept(UUID key) {
      DraftPatch change = open.remove(key);
      set(change.sets());
      if (change.pending().isPresent()) {
        pending.clear();
      }
      pending.removeAll(change.ids());
    }
  }

  private static DraftPatch patch(Step step, Connections now) {
    Map<PersonaField, List<UUID>> sets = new EnumMap<>(PersonaField.class);
    step.sets().forEach((field, bits) -> sets.put(field, chosen(field, bits)));
    DraftPatch plain = new DraftPatch(sets, Optional.empty());
    List<UUID> selected = List.copyOf(now.with(plain).all());
    return new DraftPatch(
        sets,
        step.pending()
            .map(bits -> {
              List<UUID> ids = new ArrayList<>();
              for (int i = 0; i < selected.size(); i++) {
                if ((bits >> i % 20 & 1) == 1) {
                  ids.add(selected.get(i));
                }
              }
              return ids;
            }));
  }

  @Property(tries = 400)
  void afterAnySequenceADraftIsWhatASimpleModelSays(
      @ForAll @Size(max = 40) List<@From("steps") Step> steps) {
    Model model = new Model();
    Stamp at = new Stamp(Instant.EPOCH, "alice");
    DraftEdit first =
        new DraftEdit(PersonaDraft.open(ACME, new UUID(9, 9), "alice", at), at, Optional.empty());
    first.begin(new UUID(8, 0), "patch");
    Item item = first.done(Optional.empty(), new ChangeId(new UUID(7, 0))).next();
    long noted = 1;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      PersonaDraft draft = PersonaDraft.of(item);
      if (!draft.isOpen()) {
        break;
      }
      DraftEdit edit =
          new DraftEdit(draft, new Stamp(Instant.EPOCH.plusSeconds(i), "alice"), Optional.empty());
      UUID key = new UUID(8, i + 1);
      List<Proposal> open = draft.openProposals();
      Optional<Proposal> picked =
          open.isEmpty() ? Optional.empty() : Optional.of(open.get(step.pick() % open.size()));
      switch (step.kind()) {
        case WRITE -> {
          DraftPatch patch = patch(step, draft.connections());
          assertThat(draft.connections().errors(patch)).isEmpty();
          edit.write(key, patch, proposal -> true);
          model.write(patch);
        }
        case PROPOSE -> {
          DraftPatch change = patch(step, draft.connections());
          edit.propose(key, change, Optional.empty(), Optional.empty(), false);
          model.open.put(key, change);
          model.seen.put(key, new EnumMap<>(model.connected));
          model.seenPending.put(key, new LinkedHashSet<>(model.pending));
        }
        case ACCEPT ->
            picked.ifPresent(proposal -> {
              boolean stale = !proposal.stale(draft.connections()).isEmpty();
              assertThat(stale).isEqualTo(model.isStale(proposal.key()));
              if (!stale) {
                edit.accept(proposal, Optional.empty());
                model.accept(proposal.key());
              }
            });
        case REJECT ->
            picked.ifPresent(proposal -> {
              edit.reject(proposal, Optional.of("no"));
              model.open.remove(proposal.key());
            });
        case EXPIRE ->
            picked.ifPresent(proposal -> {
              edit.expire(proposal);
              model.open.remove(proposal.key());
            });
      }
      Transition<Item> saved = edit.done(Optional.of(item), new ChangeId(new UUID(7, i + 1)));
      assertThat(saved.notes().stream().map(JournalEntry::number).toList())
          .isEqualTo(
              LongStream.range(noted + 1, noted + 1 + saved.notes().size()).boxed().toList());
      noted += saved.notes().size();
      item = saved.next();
      check(PersonaDraft.of(item), model);
    }
  }

  private static void check(PersonaDraft draft, Model model) {
    Connections now = draft.connections();
    for (PersonaField field : PersonaField.values()) {
      assertThat(now.of(field)).isEqualTo(model.connected.getOrDefault(field, List.of()));
    }
    assertThat(now.pending()).isEqualTo(model.pending);
    assertThat(model.pending).noneMatch(now.active()::contains);
    assertThat(draft.openProposals().stream().map(Proposal::key))
        .containsExactlyElementsOf(model.open.keySet());
    // What is only proposed is connected nowhere.
    Set<UUID> expected = model.all();
    expected.removeAll(model.pending);
    assertThat(now.active()).isEqualTo(expected);
    assertThat(Connections.read(now.toJson())).isEqualTo(now);
    assertThat(draft.held()).containsAll(now.all());
  }
}
