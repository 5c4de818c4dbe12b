package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.store.Change;
import dev.galley.application.support.ApplicationException;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contents come back as they were put, by their hash. */
public interface SnapshotsContract extends StoreContract {

  @Test
  default void anUnknownHashLeadsNowhere() {
    Author author = author();
    ContentHash unknown = ContentHash.ofText("unknown");

    assertThat(store().snapshots().find(author.tenant(), unknown)).isEmpty();
    assertThat(store().snapshots().findAll(author.tenant(), List.of(unknown))).isEmpty();
    assertThat(store().snapshots().findAll(author.tenant(), List.of())).isEmpty();
  }

  @Test
  default void aContentComesBackToTheLetter() {
    Author author = author();
    for (AssistantContent content :
        List.of(
            Author.content("Plain", "Do."),
            AssistantSamples.full("Every script \u0416 \u4f60 \u05d0 \uD83D\uDE80 e\u0301", 3),
            Author.content("Long", "0123456789\u00e4".repeat(30_000)),
            AssistantSamples.full("Many skills", 300))) {
      author.create(content);
      Snapshot snapshot = content.snapshot();

      assertThat(store().snapshots().find(author.tenant(), snapshot.hash())).contains(snapshot);
    }
  }

  @Test
  default void everyHeadOfALargeFlowComesBackToTheLetter() {
    Author author = author();
    Flow flow = Flow.of("Large flow", Flow.LARGE, 1);
    Assistant assistant = author.open(author.create(flow.content()));
    Map<ContentHash, Snapshot> heads = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      AssistantContent content = flow.changeOneField();
      if (!content.snapshot().hash().equals(assistant.draft().orElseThrow().head())) {
        assistant = author.edit(assistant, content);
      }
      heads.put(content.snapshot().hash(), content.snapshot());
    }

    assertThat(store().snapshots().findAll(author.tenant(), heads.keySet())).isEqualTo(heads);
    heads.forEach(
        (hash, head) -> assertThat(store().snapshots().find(author.tenant(), hash)).contains(head));
  }

  @Test
  default void editsOfEverySizeComeBackToTheLetter() {
    Author author = author();
    for (int seed = 1; seed <= 4; seed++) {
      Flow flow = Flow.of("Flow " + seed, 500 << (2 * seed), seed);
      Assistant assistant = author.open(author.create(flow.content()));
      Map<ContentHash, Snapshot> heads = new HashMap<>();
      List<AssistantContent> earlier = new ArrayList<>();
      Random random = new Random(seed);
      for (int i = 0; i < 30; i++) {
        AssistantContent content =
            switch (random.nextInt(5)) {
              case 0 -> flow.changeMuch();
              case 1 ->
                  earlier.isEmpty()
                      ? flow.changeOneField()
                      : earlier.get(random.nextInt(earlier.size()));
              case 2 -> Author.content("Flow " + seed, "Begun anew " + i);
              default -> flow.changeOneField();
            };
        earlier.add(content);
        Snapshot snapshot = content.snapshot();
        if (!snapshot.hash().equals(assistant.draft().orElseThrow().head())) {
          assistant = author.edit(assistant, content);
        }
        heads.put(snapshot.hash(), snapshot);
      }

      assertThat(store().snapshots().findAll(author.tenant(), heads.keySet())).isEqualTo(heads);
    }
  }

  @Test
  default void aContentThatResemblesNothingThatIsThereIsKept() {
    Author author = author();
    Assistant assistant = author.open(author.create("Elsewhere"));
    AssistantContent content = Flow.of("Elsewhere", 10_000, 1).content();
    ContentHash unknown = ContentHash.ofText("unknown");
    Snapshot snapshot = content.snapshot();
    author.mustSave(author.editChange(assistant, content).near(unknown));

    assertThat(store().snapshots().find(author.tenant(), snapshot.hash())).contains(snapshot);
    assistant = author.read(assistant.id());
    Flow other = Flow.of("Elsewhere", 10_000, 2);
    // As one that is put again says it.
    Snapshot again = other.content().snapshot();
    author.mustSave(author.editChange(assistant, other.content()).near(again.hash()));
    assertThat(store().snapshots().find(author.tenant(), again.hash())).contains(again);
  }

  @Test
  default void whatResemblesAContentOfAnotherTenantStandsByItself() {
    Author here = author();
    Author there = author();
    Flow flow = Flow.of("Shared", 10_000, 1);
    AssistantContent first = flow.content();
    here.create(first);
    Assistant theirs = there.open(there.create("Shared"));
    AssistantContent second = flow.changeOneField();
    there.mustSave(there.editChange(theirs, second).near(first.snapshot().hash()));

    assertThat(store().snapshots().find(there.tenant(), second.snapshot().hash()))
        .contains(second.snapshot());
    assertThat(store().snapshots().find(there.tenant(), first.snapshot().hash())).isEmpty();
    assertThat(store().snapshots().find(here.tenant(), second.snapshot().hash())).isEmpty();
  }

  @Test
  default void smallAndLargeAreToldApartHoweverTheyAreKept() {
    Author author = author();
    Flow flow = Flow.of("Sized", 20_000, 1);
    Assistant assistant = author.open(author.create(flow.content()));
    Snapshot first = flow.content().snapshot();
    Snapshot second = flow.changeOneField().snapshot();
    author.edit(assistant, flow.content());
    List<ContentHash> hashes = List.of(first.hash(), second.hash());
    int size = second.canonical().getBytes(StandardCharsets.UTF_8).length;

    assertThat(store().snapshots().findBelow(author.tenant(), hashes, size))
        .doesNotContainKey(second.hash());
    assertThat(store().snapshots().findBelow(author.tenant(), hashes, size + 1))
        .containsEntry(second.hash(), second);
    assertThat(store().snapshots().findBelow(author.tenant(), hashes, 1_000)).isEmpty();
  }

  @Test
  default void manyAreFoundAtOnce() {
    Author author = author();
    List<AssistantContent> contents =
        IntStream.range(0, 5).mapToObj(i -> Author.content("N" + i, "Do " + i)).toList();
    contents.forEach(author::create);
    ContentHash unknown = ContentHash.ofText("unknown");
    List<ContentHash> wanted =
        List.of(
            contents.get(4).snapshot().hash(),
            unknown,
            contents.get(0).snapshot().hash(),
            contents.get(4).snapshot().hash());

    assertThat(store().snapshots().findAll(author.tenant(), wanted))
        .isEqualTo(
            Map.of(
                contents.get(4).snapshot().hash(), contents.get(4).snapshot(),
                contents.get(0).snapshot().hash(), contents.get(0).snapshot()));
  }

  @Test
  default void oneContentServesManyAssistants() {
    Author author = author();
    AssistantContent content = Author.content("Same", "Do.");
    Assistant one = author.create(content);
    Assistant two =
        author.saved(
            author.creationChange(
                author.birth(Author.freshId(), one.slug().numbered(2)), content, author.now()));
    author.delete(one);

    assertThat(store().snapshots().find(author.tenant(), two.live().content())).isPresent();
  }

  @Test
  default void aStateWithoutItsContentIsRefused() {
    Author author = author();
    Assistant assistant = author.open(author.create("Careful"));
    Change incomplete = author.editChange(assistant, "Not brought.").with(new Snapshot[0]);

    assertThatThrownBy(() -> store().aggregates().save(incomplete))
        .isInstanceOf(IllegalStateException.class)
        .isNotInstanceOf(ApplicationException.class);
    assertThat(author.read(assistant.id())).isEqualTo(assistant);
  }

  @Test
  default void smallContentsAreToldByTheirBytes() {
    Author author = author();
    // Of one, two and four bytes in UTF-8: characters are not what is counted.
    AssistantContent below = ofBytes(65_535, "a");
    AssistantContent wide = ofBytes(65_535, "\u00e4");
    AssistantContent wider = ofBytes(65_535, "\uD83D\uDE80");
    AssistantContent above = ofBytes(65_536, "a");
    AssistantContent wideAbove = ofBytes(65_536, "\u4f60");
    List<AssistantContent> all = List.of(below, wide, wider, above, wideAbove);
    all.forEach(author::create);
    List<ContentHash> hashes = all.stream().map(content -> content.snapshot().hash()).toList();

    assertThat(store().snapshots().findBelow(author.tenant(), hashes, 65_536))
        .isEqualTo(
            Map.of(
                below.snapshot().hash(), below.snapshot(),
                wide.snapshot().hash(), wide.snapshot(),
                wider.snapshot().hash(), wider.snapshot()));
    assertThat(store().snapshots().findBelow(author.tenant(), hashes, 65_537)).hasSize(5);
    assertThat(store().snapshots().findBelow(author.tenant(), hashes, 65_535)).isEmpty();
    assertThat(store().snapshots().findBelow(author.tenant(), List.of(), 65_536)).isEmpty();
    assertThat(store().snapshots().findBelow(author().tenant(), hashes, 65_536)).isEmpty();
  }

  private static AssistantContent ofBytes(int bytes, String filler) {
    String name = "Filled to " + bytes + " by " + filler.codePointAt(0);
    int missing = bytes - bytes(Author.content(name, "a")) + 1;
    int each = filler.getBytes(StandardCharsets.UTF_8).length;
    AssistantContent content =
        Author.content(name, filler.repeat(missing / each) + "a".repeat(missing % each));
    assertThat(bytes(content)).isEqualTo(bytes);
    return content;
  }

  private static int bytes(AssistantContent content) {
    return content.snapshot().canonical().getBytes(StandardCharsets.UTF_8).length;
  }
}
