package dev.galley.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.contract.Flow;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Contents are kept as what they differ by, and come back as they were or not at all. */
final class FramesTest {
  private static final TenantId TENANT = new TenantId("acme");

  private final Map<ContentHash, Kept> rows = new HashMap<>();
  private final Frames frames = new Frames();

  private Map<ContentHash, Kept> find(TenantId tenant, Collection<ContentHash> hashes) {
    Map<ContentHash, Kept> found = new HashMap<>(rows);
    found.keySet().retainAll(hashes);
    return found;
  }

  private Kept put(Snapshot snapshot, Optional<ContentHash> near) {
    return put(frames, snapshot, near);
  }

  private Kept put(Frames by, Snapshot snapshot, Optional<ContentHash> near) {
    Kept kept = by.keep(TENANT, snapshot, near, this::find);
    return rows.computeIfAbsent(snapshot.hash(), hash -> kept);
  }

  /** As another server reads it, which remembers nothing. */
  private Snapshot read(ContentHash hash) {
    return Objects.requireNonNull(
        new Frames().read(TENANT, find(TENANT, List.of(hash)), this::find).get(hash));
  }

  private int steps(ContentHash hash) {
    return switch (Objects.requireNonNull(rows.get(hash))) {
      case Kept.Whole whole -> 0;
      case Kept.Delta delta -> 1 + steps(delta.frame());
    };
  }

  /** A large flow and one change of it, which is kept as a delta. */
  private record Pair(Snapshot frame, Snapshot changed, Kept.Delta delta) {}

  private Pair pair() {
    Flow flow = Flow.of("Pair", 20_000, 1);
    Snapshot frame = flow.content().snapshot();
    Snapshot changed = flow.changeOneField().snapshot();
    put(frame, Optional.empty());
    return new Pair(frame, changed, (Kept.Delta) put(changed, Optional.of(frame.hash())));
  }

  @Test
  void aChangeOfOneFieldIsAFewBytes() {
    Pair pair = pair();

    assertThat(pair.delta().bytes()).hasSizeLessThan(200);
    assertThat(pair.delta().frame()).isEqualTo(pair.frame().hash());
    assertThat(read(pair.changed().hash())).isEqualTo(pair.changed());
  }

  @Test
  void aThousandChangesCostFarLessThanTwoThousandBytesEach() {
    Flow flow = Flow.of("Large", Flow.LARGE, 1);
    Snapshot head = flow.content().snapshot();
    put(head, Optional.empty());
    int deltas = 0;
    int wholes = 0;
    long bytes = 0;
    for (int i = 0; i < 1_000; i++) {
      Snapshot next = flow.changeOneField().snapshot();
      Kept kept = put(next, Optional.of(head.hash()));
      assertThat(steps(next.hash())).isBetween(0, Frames.STEPS);
      switch (kept) {
        case Kept.Whole whole -> wholes++;
        case Kept.Delta delta -> {
          deltas++;
          bytes += delta.bytes().length;
        }
      }
      head = next;
      if (i % 97 == 0) {
        assertThat(read(head.hash())).isEqualTo(head);
      }
    }
    // A compressed whole takes two thirds of this one.
    long average = (bytes + wholes * (Flow.LARGE * 2L / 3)) / 1_000;
    assertThat(average).as(deltas + " deltas, " + wholes + " wholes").isLessThan(1_200);
  }

  @Test
  void whatIsSmallOrUnlikeIsKeptWhole() {
    Snapshot frame = Flow.of("One", 20_000, 1).content().snapshot();
    put(frame, Optional.empty());
    Snapshot unlike = Flow.of("Two", 20_000, 2).content().snapshot();
    Flow small = Flow.of("Small", 500, 1);
    Snapshot first = small.content().snapshot();
    put(first, Optional.empty());

    assertThat(put(unlike, Optional.of(frame.hash()))).isInstanceOf(Kept.Whole.class);
    assertThat(put(small.changeOneField().snapshot(), Optional.of(first.hash())))
        .isInstanceOf(Kept.Whole.class);
    assertThat(put(small.content("!").snapshot(), Optional.empty())).isInstanceOf(Kept.Whole.class);
  }

  @Test
  void nothingIsMadeFromItself() {
    Pair pair = pair();
    rows.clear();

    // Both are still in the cache.
    assertThat(put(pair.changed(), Optional.of(pair.changed().hash())))
        .isInstanceOf(Kept.Whole.class);
    rows.clear();
    Kept kept = put(pair.frame(), Optional.of(pair.changed().hash()));
    assertThat(kept instanceof Kept.Delta delta && delta.frame().equals(pair.frame().hash()))
        .isFalse();
  }

  /** An author who goes back and forth between a few heads, with servers that remember or not. */
  @Test
  void whatIsPutAgainLeadsInNoCircle() {
    Random random = new Random(1);
    List<Snapshot> heads = new ArrayList<>();
    Flow flow = Flow.of("Circle", 6_000, 1);
    for (int i = 0; i < 12; i++) {
      heads.add((i % 4 == 3 ? flow.changeMuch() : flow.changeOneField()).snapshot());
    }
    Frames few = new Frames(20_000);
    for (int i = 0; i < 600; i++) {
      Frames server =
          switch (random.nextInt(3)) {
            case 0 -> frames;
            case 1 -> few;
            default -> new Frames();
          };
      Snapshot next = heads.get(random.nextInt(heads.size()));
      put(server, next, Optional.of(heads.get(random.nextInt(heads.size())).hash()));
      assertThat(read(next.hash())).isEqualTo(next);
    }
    assertThat(rows.values()).hasAtLeastOneElementOfType(Kept.Delta.class);
  }

  @Test
  void aFrameThatIsNotThereIsNotUsed() {
    Flow flow = Flow.of("Gone", 20_000, 1);

    assertThat(put(flow.content().snapshot(), Optional.of(ContentHash.ofText("gone"))))
        .isInstanceOf(Kept.Whole.class);
  }

  @Test
  void anAlteredDeltaIsNamed() {
    Pair pair = pair();
    for (int at = 0; at < pair.delta().bytes().length; at++) {
      byte[] bytes = pair.delta().bytes().clone();
      bytes[at] ^= 0x11;
      alter(pair, new Kept.Delta(pair.frame().hash(), bytes, pair.delta().size(), 0));
      Snapshot read;
      try {
        read = read(pair.changed().hash());
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining(pair.changed().hash().value());
        continue;
      }
      // A bit that says nothing.
      assertThat(read).isEqualTo(pair.changed());
    }
  }

  @Test
  void aWrongSizeIsSeenBeforeThatMuchIsTaken() {
    Pair pair = pair();
    for (int size :
        new int[] {0, pair.delta().size() - 1, -1, Frames.LARGEST + 1, Integer.MAX_VALUE}) {
      alter(pair, new Kept.Delta(pair.frame().hash(), pair.delta().bytes(), size, 0));

      assertThatThrownBy(() -> read(pair.changed().hash()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(pair.changed().hash().value());
    }
  }

  private void alter(Pair pair, Kept.Delta delta) {
    rows.put(pair.changed().hash(), delta);
  }

  @Test
  void anAlteredFrameIsNamed() {
    Pair pair = pair();
    rows.put(pair.frame().hash(), new Kept.Whole(pair.frame().canonical().replace('e', 'f')));

    assertThatThrownBy(() -> read(pair.changed().hash()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(pair.frame().hash().value())
        .hasMessageContaining("altered");
  }

  @Test
  void aMissingFrameIsNamed() {
    Pair pair = pair();
    rows.remove(pair.frame().hash());

    assertThatThrownBy(() -> read(pair.changed().hash()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(pair.changed().hash().value())
        .hasMessageContaining("missing");
  }

  @Test
  void aRingOfFramesEnds() {
    Pair pair = pair();
    rows.put(
        pair.frame().hash(),
        new Kept.Delta(pair.changed().hash(), new byte[] {1}, pair.delta().size(), 0));

    assertThatThrownBy(() -> read(pair.changed().hash()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("altered");
  }

  /** Collected between the look at it and the look at its frame. */
  @Test
  void whatGoesWhileItIsReadIsNotThere() {
    Pair pair = pair();
    Map<ContentHash, Kept> seen = find(TENANT, List.of(pair.changed().hash()));
    rows.clear();

    assertThat(new Frames().read(TENANT, seen, this::find)).isEmpty();
  }

  @Test
  void nothingNewIsMadeFromADamagedFrame() {
    Flow flow = Flow.of("Damaged", 20_000, 1);
    Snapshot frame = flow.content().snapshot();
    rows.put(frame.hash(), new Kept.Whole(frame.canonical().replace('e', 'f')));

    assertThat(put(flow.changeOneField().snapshot(), Optional.of(frame.hash())))
        .isInstanceOf(Kept.Whole.class);
  }

  @Test
  void theCacheIsBounded() {
    Frames few = new Frames(50_000);
    Flow flow = Flow.of("Cached", 20_000, 1);
    Snapshot head = flow.content().snapshot();
    put(few, head, Optional.empty());
    for (int i = 0; i < 20; i++) {
      Snapshot next = flow.changeOneField().snapshot();
      put(few, next, Optional.of(head.hash()));
      head = next;
      assertThat(few.cachedBytes()).isBetween(20_000L, 50_000L);
    }
    int size = head.canonical().getBytes(StandardCharsets.UTF_8).length;
    assertThat(new Frames(size - 1).cachedBytes()).isZero();
    assertThat(read(head.hash())).isEqualTo(head);
  }
}
