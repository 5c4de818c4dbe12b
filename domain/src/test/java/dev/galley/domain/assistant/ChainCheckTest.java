package dev.galley.domain.assistant;

import static dev.galley.domain.fixtures.AssistantFixture.at;
import static dev.galley.domain.fixtures.AssistantFixture.created;
import static dev.galley.domain.fixtures.AssistantFixture.hash;
import static dev.galley.domain.fixtures.AssistantFixture.liveEdited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChainCheck.Fault;
import dev.galley.domain.assistant.ChainCheck.Reason;
import dev.galley.domain.content.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainCheckTest {
  private final List<Revision> chain = new ArrayList<>();
  private Live live;

  @BeforeEach
  void fourRevisions() {
    Transition<Assistant> made = created();
    chain.addAll(made.revisions());
    for (String name : List.of("2", "3", "4")) {
      made = liveEdited(made.next(), name);
      chain.addAll(made.revisions());
    }
    live = made.next().live();
  }

  private ChainCheck check() {
    ChainCheck check = ChainCheck.BEGINNING;
    for (Revision revision : chain) {
      check = check.then(revision);
    }
    return check.endingIn(live.revision(), live.hash());
  }

  private void found(long revision, Reason reason) {
    assertThat(check().fault()).contains(new Fault(revision, reason));
    assertThat(check().checked()).isLessThanOrEqualTo(revision);
  }

  @Test
  void chainAsItWasMadeFits() {
    assertThat(check().fault()).isEmpty();
    assertThat(check().checked()).isEqualTo(4);
    assertThat(check().newest()).contains(live.hash());
    chain.replaceAll(Revision::withoutContent);
    assertThat(check().fault()).isEmpty();
  }

  @Test
  void alteredRevisionIsNamed() {
    Revision third = chain.get(2);
    for (Revision altered :
        List.of(
            with(third, hash("other"), third.stamp(), third.comment(), third.hash()),
            with(
                third,
                third.content(),
                new Stamp(third.stamp().at(), "eve"),
                third.comment(),
                third.hash()),
            with(third, third.content(), at(9), third.comment(), third.hash()),
            with(third, third.content(), third.stamp(), Optional.of("Nothing."), third.hash()),
            with(third, third.content(), third.stamp(), third.comment(), hash("other")))) {
      chain.set(2, altered);
      found(3, Reason.ALTERED);
    }
  }

  private static Revision with(
      Revision of, ContentHash content, Stamp stamp, Optional<String> comment, ContentHash hash) {
    return new Revision(
        of.number(),
        content,
        of.parent(),
        hash,
        stamp,
        comment,
        of.kind(),
        of.changedPaths(),
        of.change(),
        false);
  }

  @Test
  void missingRevisionIsNamed() {
    Revision third = chain.remove(2);
    found(3, Reason.MISSING);
    chain.add(2, third);
    chain.removeLast();
    found(4, Reason.MISSING);
    chain.clear();
    found(1, Reason.MISSING);
  }

  private static Revision made(Revision instead, Optional<ContentHash> parent, Stamp stamp) {
    return Revision.following(
        parent,
        instead.number(),
        hash("forged"),
        stamp,
        Optional.empty(),
        instead.kind(),
        instead.changedPaths(),
        instead.change());
  }

  @Test
  void revisionMadeAnewIsFoundByTheOneBehindIt() {
    chain.set(1, made(chain.get(1), chain.get(1).parent(), chain.get(1).stamp()));
    found(3, Reason.OTHER_PARENT);
  }

  @Test
  void newestRevisionMadeAnewIsFoundByWhatIsLive() {
    chain.set(3, made(chain.get(3), chain.get(3).parent(), chain.get(3).stamp()));
    found(4, Reason.NOT_LIVE);
  }

  @Test
  void timesDoNotGoBack() {
    chain.set(3, made(chain.get(3), chain.get(3).parent(), at(0)));
    found(4, Reason.EARLIER_THAN_PARENT);
  }

  @Test
  void onlyTheFirstFaultCounts() {
    ChainCheck broken = ChainCheck.BEGINNING.then(chain.get(0)).broken(Reason.CONTENT_ALTERED);

    assertThat(broken.fault()).contains(new Fault(2, Reason.CONTENT_ALTERED));
    assertThat(
            broken.then(chain.get(1)).broken(Reason.MISSING).endingIn(live.revision(), live.hash()))
        .isEqualTo(broken);
  }
}
