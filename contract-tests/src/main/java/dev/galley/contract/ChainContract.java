package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.ChainCheck;
import dev.galley.domain.assistant.ChainCheck.Fault;
import dev.galley.domain.assistant.ChainCheck.Reason;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import dev.galley.domain.content.ContentHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever is altered of the past behind the ports' back is found, and named. */
public interface ChainContract extends StoreContract {

  /** A way into the store. */
  Tampering tampering();

  /** More revisions than are read at once, so that there are pages. */
  int LENGTH = 130;

  private Assistant chain(Author author) {
    Publishing publishing = Publishing.takeOver(store());
    Assistant assistant = author.create("Chained");
    for (int i = 2; i <= LENGTH; i++) {
      assistant = author.editLive(assistant, "Instruction " + i);
    }
    // Nothing is left inside the aggregate.
    publishing.place();
    return assistant;
  }

  private ChainCheck verify(Assistant assistant) {
    return Verifying.chain(store(), assistant);
  }

  private Revision revision(Author author, Assistant assistant, long number) {
    return store().revisions().find(author.tenant(), assistant.id(), number).orElseThrow();
  }

  @Test
  default void aChainThatNobodyAlteredFits() {
    Author author = author();
    Assistant assistant = chain(author);

    ChainCheck check = verify(assistant);
    assertThat(check.fault()).isEmpty();
    assertThat(check.checked()).isEqualTo(LENGTH);
    assertThat(check.newest()).contains(assistant.live().hash());
  }

  @Test
  default void oneAlteredRevisionIsNamed() {
    Author author = author();
    Assistant assistant = chain(author);
    for (long number : List.of(1L, 100L, 101L, (long) LENGTH)) {
      Revision revision = revision(author, assistant, number);
      List<Function<Revision, Revision>> alterations =
          List.of(
              r -> with(r, new Stamp(r.stamp().at(), "eve"), r.comment(), r.changedPaths()),
              r -> with(r, Author.at(1), r.comment(), r.changedPaths()),
              r -> with(r, r.stamp(), Optional.of("Nothing."), r.changedPaths()),
              r -> with(r, r.stamp(), r.comment(), ChangedPaths.of(List.of("/name"))),
              r -> with(r, assistant.live().content(), r.hash(), r.kind()),
              r -> with(r, r.content(), ContentHash.ofText("other"), r.kind()),
              r -> with(r, r.content(), r.hash(), RevisionKind.RESTORE));
      for (Function<Revision, Revision> alteration : alterations) {
        Revision altered = alteration.apply(revision);
        if (altered.equals(revision)) {
          continue;
        }
        tampering().replace(assistant.ref(), altered);
        assertThat(verify(assistant).fault())
            .as(altered.toString())
            .contains(new Fault(number, Reason.ALTERED));
      }
      tampering().replace(assistant.ref(), revision);
      assertThat(verify(assistant).fault()).isEmpty();
    }
  }

  private static Revision with(
      Revision of, Stamp stamp, Optional<String> comment, ChangedPaths paths) {
    return new Revision(
        of.number(),
        of.content(),
        of.parent(),
        of.hash(),
        stamp,
        comment,
        of.kind(),
        paths,
        of.change(),
        of.pruned());
  }

  private static Revision with(
      Revision of, ContentHash content, ContentHash hash, RevisionKind kind) {
    return new Revision(
        of.number(),
        content,
        of.parent(),
        hash,
        of.stamp(),
        of.comment(),
        kind,
        of.changedPaths(),
        of.change(),
        of.pruned());
  }

  @Test
  default void aRevisionMadeAnewIsFoundByTheOneBehindIt() {
    Author author = author();
    Assistant assistant = chain(author);
    for (long number : List.of(50L, (long) LENGTH)) {
      Revision old = revision(author, assistant, number);
      Revision forged =
          Revision.following(
              old.parent(),
              number,
              old.content(),
              new Stamp(old.stamp().at(), "eve"),
              old.comment(),
              old.kind(),
              old.changedPaths(),
              old.change());
      tampering().replace(assistant.ref(), forged);

      assertThat(verify(assistant).fault())
          .contains(
              number == LENGTH
                  ? new Fault(number, Reason.NOT_LIVE)
                  : new Fault(number + 1, Reason.OTHER_PARENT));
      tampering().replace(assistant.ref(), old);
    }
  }

  @Test
  default void aMissingRevisionIsNamed() {
    for (long number : List.of(1L, 57L, 101L, (long) LENGTH)) {
      Author author = author();
      Assistant assistant = chain(author);
      tampering().remove(assistant.ref(), number);

      assertThat(verify(assistant).fault()).contains(new Fault(number, Reason.MISSING));
    }
  }

  @Test
  default void anAlteredContentIsFoundWhereItWasLive() {
    Author author = author();
    Assistant assistant = chain(author);
    tampering()
        .alter(author.tenant(), revision(author, assistant, 77).content(), "{\"name\":\"Forged\"}");

    assertThat(verify(assistant).fault()).contains(new Fault(77, Reason.CONTENT_ALTERED));
  }

  @Test
  default void aPrunedChainFits() {
    Author author = author();
    Assistant assistant = chain(author);
    Revision third = revision(author, assistant, 3);
    tampering().replace(assistant.ref(), third.withoutContent());
    tampering().alter(author.tenant(), third.content(), "{}");

    assertThat(verify(assistant).fault()).isEmpty();
    assertThat(revision(author, assistant, 3).pruned()).isTrue();
  }
}
