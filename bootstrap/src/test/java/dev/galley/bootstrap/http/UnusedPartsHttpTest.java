package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.ClearParts;
import dev.galley.application.store.Aggregates;
import dev.galley.domain.attached.PartKeys;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files and values of secrets that nothing refers to are erased, and no others. */
class UnusedPartsHttpTest {
  private final Galley galley = Galley.inMemory(Map.of("galley.store.snapshot-grace", "0s"));
  private final Person alice = galley.newTenant().user("alice");

  @AfterEach
  void stop() {
    galley.close();
  }

  private int sweep() {
    return galley.context().getBean(ClearParts.class).handle();
  }

  private int parts() {
    return galley.context().getBean(Aggregates.class).everywhere(PartKeys.PARTS, 1_000).size();
  }

  private String upload(String path) {
    return Upload.to(alice, path + "/files").expect(201).text("/id");
  }

  @Test
  void aValueGoesWithItsSecretAndAFileStaysInTheRevisions() {
    String path = alice.has("A");
    String secret =
        alice.post(path + "/secrets", Body.of("name", "k", "value", "v")).expect(201).text("/id");
    String file = upload(path);
    assertThat(sweep()).isZero();
    alice.put(path + "/secrets/" + secret, Body.of("value", "w")).expect(200);
    assertThat(sweep()).isEqualTo(1);
    alice.delete(path + "/secrets/" + secret).expect(204);
    alice.delete(path + "/files/" + file).expect(204);
    assertThat(sweep()).isEqualTo(1);
    assertThat(parts()).isEqualTo(1);
    assertThat(sweep()).isZero();

    alice.post(path + "/revisions/3/_restore").expect(201);
    alice.post(path + "/draft/_commit").expect(200);
    alice.get(path + "/files/" + file + "/contents").expect(200);
  }

  @Test
  void whatOnlyADraftHadGoesAfterItsDiscardCanNoLongerBeUndone() {
    String path = alice.has("A");
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    String file = upload(draft);
    alice.post(draft + "/secrets", Body.of("name", "k", "value", "v")).expect(201);
    alice.delete(draft + "/files/" + file).expect(204);
    assertThat(sweep()).isZero();
    alice.post(path + "/draft/_undo").expect(200);
    alice.get(draft + "/files/" + file + "/contents").expect(200);
    alice.delete(path + "/draft").expect(204);
    assertThat(sweep()).isZero();
    for (int i = 0; i < 10; i++) {
      alice.post(path + "/_edit").expect(201);
      alice.put(path, Body.of("name", "A" + i)).expect(200);
      alice.delete(path + "/draft").expect(204);
    }
    assertThat(sweep()).isEqualTo(2);
    assertThat(parts()).isZero();
  }

  @Test
  void whatDeletedAssistantsHadGoesToo() {
    String path = alice.has("A");
    upload(path);
    alice.post(path + "/secrets", Body.of("name", "k", "value", "v")).expect(201);
    alice.delete(path).expect(204);
    assertThat(sweep()).isEqualTo(2);
    assertThat(parts()).isZero();
  }
}
