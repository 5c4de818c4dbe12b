package dev.galley.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.fixtures.AssistantFixture;
import dev.galley.domain.fixtures.CallerFixture;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommentTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

  private static Comment reply() {
    return new Comment(
        UUID.randomUUID(),
        AssistantFixture.ID,
        Optional.of(AssistantFixture.ID.draft(1)),
        Optional.of(UUID.randomUUID()),
        1,
        Optional.of(new Comment.Said("alice", "Why?")),
        Optional.of("/name"),
        NOW,
        NOW,
        2);
  }

  private static Comment readBack(Comment comment) {
    return Comment.of(
        Item.first(
                Comment.ref(CallerFixture.ACME, comment.id()),
                comment.saying(),
                new ChangeId(UUID.randomUUID()))
            .next());
  }

  @Test
  void aCommentComesBackAsItWasSaid() {
    Comment comment = reply();
    assertThat(readBack(comment)).isEqualTo(comment);
    Comment stub = comment.deleted(NOW.plusMillis(1));
    assertThat(readBack(stub)).isEqualTo(stub);
    assertThat(stub.saying().body().toString()).doesNotContain("alice", "Why?");
  }

  @Test
  void aCommentIsFoundByWhatItStandsOn() {
    assertThat(reply().saying().keys())
        .containsExactlyInAnyOrder(
            "on/" + AssistantFixture.ID.value(),
            Comment.listOf(AssistantFixture.ID),
            Comment.listOn(AssistantFixture.ID.draft(1)));
  }

  @Test
  void onlyAPlaceWithoutRepliesIsEmpty() {
    Comment stub = reply().deleted(NOW);
    assertThat(stub.isEmpty()).isFalse();
    assertThat(stub.unanswered().unanswered().isEmpty()).isTrue();
    assertThat(reply().unanswered().unanswered().isEmpty()).isFalse();
    assertThatThrownBy(() -> reply().unanswered().unanswered().unanswered())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pathsArePointers() {
    for (String good :
        new String[] {"", "/", "/a", "/a/0/b c", "/~0/~1", "/\n", "/" + "é/".repeat(50_000)}) {
      assertThat(JsonPointer.isPointer(good)).as(good).isTrue();
    }
    for (String bad : new String[] {"a", "#/a", "/~", "/a~2", "/~0~", " /a"}) {
      assertThat(JsonPointer.isPointer(bad)).as(bad).isFalse();
    }
  }
}
