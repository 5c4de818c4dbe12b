package dev.galley.domain.assistant;

import static dev.galley.domain.fixtures.AssistantFixture.at;
import static dev.galley.domain.fixtures.AssistantFixture.change;
import static dev.galley.domain.fixtures.AssistantFixture.hash;
import static dev.galley.domain.fixtures.AssistantFixture.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.fixtures.AssistantFixture;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RevisionTest {
  private static final ChangeId CHANGE = change();
  private static final Revision SECOND =
      Revision.following(
          Optional.of(hash("parent")),
          2,
          hash("content"),
          at(5),
          Optional.of("why"),
          RevisionKind.COMMIT,
          paths("/name", "/skills/a"),
          CHANGE);

  @Test
  void revisionAsItWasMadeIsIntact() {
    assertThat(SECOND.intact()).isTrue();
    assertThat(
            with(
                    SECOND.parent(),
                    2,
                    SECOND.content(),
                    SECOND.stamp(),
                    SECOND.comment(),
                    SECOND.kind(),
                    SECOND.changedPaths())
                .intact())
        .isTrue();
  }

  @Test
  void hashIsTheSameWhereverItIsMade() {
    // Another value here would break every chain that has been written.
    assertThat(
            Revision.following(
                    Optional.empty(),
                    1,
                    ContentHash.ofText("content"),
                    at(0),
                    Optional.empty(),
                    RevisionKind.CREATED,
                    ChangedPaths.NONE,
                    CHANGE)
                .hash())
        .isEqualTo(
            ContentHash.ofText(
                "{\"at\":"
                    + AssistantFixture.START.toEpochMilli()
                    + ",\"author\":\"alice\",\"changedPaths\":[],"
                    + "\"changedPathsTruncated\":false,\"contentHash\":\""
                    + ContentHash.ofText("content").value()
                    + "\",\"kind\":\"created\",\"revision\":1}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alterations")
  void whatHasBeenAlteredIsNotIntact(String what, Revision altered) {
    assertThat(altered.intact()).as(what).isFalse();
  }

  static Stream<Arguments> alterations() {
    Revision r = SECOND;
    return Stream.of(
        Arguments.of(
            "number",
            with(r.parent(), 3, r.content(), r.stamp(), r.comment(), r.kind(), r.changedPaths())),
        Arguments.of(
            "parent",
            with(
                Optional.of(hash("other")),
                2,
                r.content(),
                r.stamp(),
                r.comment(),
                r.kind(),
                r.changedPaths())),
        Arguments.of(
            "parent and number",
            with(
                Optional.empty(),
                1,
                r.content(),
                r.stamp(),
                r.comment(),
                r.kind(),
                r.changedPaths())),
        Arguments.of(
            "content",
            with(r.parent(), 2, hash("other"), r.stamp(), r.comment(), r.kind(), r.changedPaths())),
        Arguments.of(
            "author",
            with(
                r.parent(),
                2,
                r.content(),
                new Stamp(r.stamp().at(), "bob"),
                r.comment(),
                r.kind(),
                r.changedPaths())),
        Arguments.of(
            "time",
            with(
                r.parent(),
                2,
                r.content(),
                new Stamp(r.stamp().at().plusMillis(1), "alice"),
                r.comment(),
                r.kind(),
                r.changedPaths())),
        Arguments.of(
            "comment",
            with(
                r.parent(),
                2,
                r.content(),
                r.stamp(),
                Optional.of("why not"),
                r.kind(),
                r.changedPaths())),
        Arguments.of(
            "comment taken away",
            with(
                r.parent(),
                2,
                r.content(),
                r.stamp(),
                Optional.empty(),
                r.kind(),
                r.changedPaths())),
        Arguments.of(
            "comment emptied",
            with(
                r.parent(),
                2,
                r.content(),
                r.stamp(),
                Optional.of(""),
                r.kind(),
                r.changedPaths())),
        Arguments.of(
            "kind",
            with(
                r.parent(),
                2,
                r.content(),
                r.stamp(),
                r.comment(),
                RevisionKind.UPDATE,
                r.changedPaths())),
        Arguments.of(
            "paths",
            with(r.parent(), 2, r.content(), r.stamp(), r.comment(), r.kind(), paths("/name"))),
        Arguments.of(
            "order of the paths",
            with(
                r.parent(),
                2,
                r.content(),
                r.stamp(),
                r.comment(),
                r.kind(),
                paths("/skills/a", "/name"))),
        Arguments.of(
            "whether there were more paths",
            with(
                r.parent(),
                2,
                r.content(),
                r.stamp(),
                r.comment(),
                r.kind(),
                new ChangedPaths(r.changedPaths().paths(), true))),
        Arguments.of(
            "hash",
            new Revision(
                2,
                r.content(),
                r.parent(),
                hash("other"),
                r.stamp(),
                r.comment(),
                r.kind(),
                r.changedPaths(),
                CHANGE,
                false)));
  }

  @Test
  void revisionStaysIntactWithoutItsContent() {
    Revision pruned = SECOND.withoutContent();

    assertThat(pruned.pruned()).isTrue();
    assertThat(pruned.content()).isEqualTo(SECOND.content());
    assertThat(pruned.intact()).isTrue();
  }

  @Test
  void everyRevisionButTheFirstHasAParent() {
    for (long number : new long[] {0, -1, 2}) {
      assertThatThrownBy(() -> following(Optional.empty(), number))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> following(Optional.of(hash("parent")), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofManyChangedPathsTheFirstThousandAreKept() {
    List<String> paths = Collections.nCopies(1_000, "/name");

    assertThat(ChangedPaths.of(paths)).isEqualTo(new ChangedPaths(paths, false));
    assertThat(ChangedPaths.of(Collections.nCopies(1_001, "/name")))
        .isEqualTo(new ChangedPaths(paths, true));
    assertThatThrownBy(() -> new ChangedPaths(Collections.nCopies(1_001, "/name"), true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Revision following(Optional<ContentHash> parent, long number) {
    return Revision.following(
        parent,
        number,
        hash("content"),
        at(0),
        Optional.empty(),
        RevisionKind.UPDATE,
        ChangedPaths.NONE,
        CHANGE);
  }

  /** The second revision with its old hash beside these values. */
  private static Revision with(
      Optional<ContentHash> parent,
      long number,
      ContentHash content,
      Stamp stamp,
      Optional<String> comment,
      RevisionKind kind,
      ChangedPaths paths) {
    return new Revision(
        number, content, parent, SECOND.hash(), stamp, comment, kind, paths, CHANGE, false);
  }
}
