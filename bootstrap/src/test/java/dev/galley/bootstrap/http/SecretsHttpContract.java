package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.ClearParts;
import dev.galley.application.secret.SecretVault;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Archive;
import dev.galley.application.store.Change;
import dev.galley.application.store.Saver;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.attached.SealedValue;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Secrets: values go in and never come out. */
interface SecretsHttpContract extends HttpContract {
  /** What answers show in place of a value. */
  String MASK = "••••••••";

  private static String fresh() {
    return "canary-" + UUID.randomUUID();
  }

  private static String added(Person person, String path, String name, String value) {
    return person
        .post(path + "/secrets", Body.of("name", name, "value", value))
        .expect(201)
        .text("/id");
  }

  private boolean holds(Tenant.Member person, String assistant, String name, String value) {
    long version = person.get(assistant).expect(200).number("/revision");
    Answer content = person.get(assistant + "/revisions/" + version).expect(200);
    List<String> names = content.texts("/content/secrets", "name");
    String sealed = content.text("/content/secrets/" + names.indexOf(name) + "/version");
    return galley()
        .context()
        .getBean(SecretVault.class)
        .holds(
            person.tenant(),
            UUID.fromString(assistant.substring(assistant.lastIndexOf('/') + 1)),
            name,
            UUID.fromString(sealed),
            value);
  }

  @Test
  default void aSecretIsShownWithoutItsValue() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String value = fresh();

    Answer added =
        alice
            .post(
                path + "/secrets",
                Body.of("name", "CRM key", "value", value, "description", "For the CRM"))
            .expect(201)
            .shows(
                "/name",
                "CRM key",
                "/description",
                "For the CRM",
                "/value",
                MASK,
                "/valueMissing",
                false);
    assertThat(alice.get(added.header("Location")).expect(200).object()).isEqualTo(added.object());
    alice
        .get(path + "/secrets")
        .expect(200)
        .shows("/total", 1, "/_embedded/inf:assistant-secret/0/value", MASK);
    assertThat(holds(alice, path, "CRM key", value)).isTrue();
    assertThat(holds(alice, path, "CRM key", value + "x")).isFalse();
    alice.delete(added.header("Location")).expect(204);
    alice.get(path + "/secrets").expect(200).shows("/total", 0);
  }

  @Test
  default void theMaskKeepsTheValueAndAnotherNameKeepsItToo() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String value = fresh();
    String secret = path + "/secrets/" + added(alice, path, "one", value);

    Answer shown = alice.get(secret).expect(200);
    alice.put(secret, shown.object()).ifMatch(shown.etag()).expect(200);
    alice.put(secret, Body.of("value", value)).expect(200);
    alice.get(path).expect(200).shows("/revision", 2);
    alice.put(secret, Body.of("name", "two")).expect(200).shows("/name", "two", "/value", MASK);
    assertThat(holds(alice, path, "two", value)).isTrue();
    alice
        .put(secret, Body.of("value", value + "-new"))
        .ifMatch(shown.etag())
        .refused(412, "precondition-failed");
    alice.put(secret, Body.of("value", value + "-new")).expect(200).shows("/value", MASK);
    assertThat(holds(alice, path, "two", value + "-new")).isTrue();
    assertThat(
            alice
                .get(path + "/_compare?from=revision:3&to=live")
                .expect(200)
                .texts("/changes", "path"))
        .hasSize(1)
        .allMatch(changed -> changed.endsWith("/version"));
  }

  @Test
  default void whatIsWrongWithASecretIsNamed() {
    Person alice = alice();
    String path = alice.has("A");

    alice.post(path + "/secrets", Body.of("description", "x")).invalid("/name", "/value");
    alice
        .post(path + "/secrets", Body.of("name", "", "value", "", "hint", 1))
        .invalid("/name", "/value", "/hint");
    alice
        .post(path + "/secrets", Body.of("name", "a", "value", "x".repeat(65_537)))
        .invalid("/value");
    alice.post(path + "/secrets", Body.of("name", "a", "value", MASK)).invalid("/value");
    String secret = path + "/secrets/" + added(alice, path, "a", "x".repeat(65_536));
    alice
        .post(path + "/secrets", Body.of("name", "a", "value", "y"))
        .refused(409, "already-attached");
    alice.put(secret, Body.of("value", JsonNull.NULL)).invalid("/value");
    alice.put(secret, Body.of("value", List.of("s"))).invalid("/value");
    alice.get(path).expect(200).shows("/revision", 2);
  }

  @Test
  default void onlyThoseWhoMayWriteSeeThatThereAreSecrets() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice");
    String path =
        "/api/assistants/" + alice.creates(Body.of("name", "A", "shared", true)).text("/id");
    String secret = path + "/secrets/" + added(alice, path, "a", "v");
    Person bob = tenant.user("bob");

    bob.get(path).expect(200);
    bob.get(path + "/secrets").refused(403, "forbidden");
    bob.get(secret).refused(403, "forbidden");
    bob.put(secret, Body.of("value", "x")).refused(403, "forbidden");
    assertThat(bob.get(path).expect(200).links("inf:secrets")).isFalse();
    assertThat(alice.get(path).expect(200).links("inf:secrets")).isTrue();
  }

  @Test
  default void reviewersSeeNothingOfSecrets() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice");
    String path = "/api/assistants/" + alice.creates(Body.of("name", "A")).text("/id");
    String id = added(alice, path, "hush-hush", "v");
    alice.put(path + "/shares/bob", Body.of("accessLevel", 1)).expect(201);
    Person bob = tenant.user("bob");
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    String other = added(alice, draft, "hush-hush-too", "v");
    alice.put(draft + "/secrets/" + id, Body.of("description", "hush-hush of draft")).expect(200);
    alice.put(path + "/secrets/" + id, Body.of("description", "hush-hush of live")).expect(200);
    alice.put(draft, Body.of("welcome", "Welcome.")).expect(200);

    List<String> all =
        List.of(
            path + "/_compare?from=live&to=draft",
            path + "/revisions/3",
            path + "/draft/history/2");
    for (String shown : all) {
      assertThat(alice.get(shown).expect(200).body()).contains("hush-hush");
      assertThat(bob.get(shown).expect(200).body()).doesNotContain("hush-hush", id, other);
    }
    assertThat(bob.get(all.getFirst()).expect(200).body()).contains("Welcome.");
    assertThat(bob.post(path + "/draft/_check").expect(200).body())
        .doesNotContain("hush-hush", id, other);
    String patch = "application/json-patch+json";
    assertThat(bob.get(all.getFirst()).header("Accept", patch).expect(200).body())
        .contains("/welcome")
        .doesNotContain("hush-hush", id, other);
    JsonObject dry = Body.of("dryRun", true);
    assertThat(alice.post(path + "/draft/_rebase", dry).expect(200).body()).contains("hush-hush");
    bob.post(path + "/draft/_rebase", dry).expect(200).shows("/conflicts", List.of());
    assertThat(bob.post(path + "/draft/_rebase", dry).expect(200).body())
        .contains("Welcome.")
        .doesNotContain("hush-hush", id, other);
    assertThat(
            bob.post(path + "/draft/_rebase", Body.of("dryRun", true, "expectedRevision", 1))
                .expect(409)
                .body())
        .doesNotContain("secrets");
  }

  @Test
  default void reviewersAreNotToldOfSecretsWithoutValues() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice");
    String path = alice.has("A");
    String id = added(alice, path, "hush-hush", "v");
    alice.delete(path + "/secrets/" + id).expect(204);
    alice.post(path + "/revisions/2/_restore").expect(201);
    alice.put(path + "/shares/bob", Body.of("accessLevel", 1)).expect(201);

    assertThat(alice.post(path + "/draft/_check").expect(200).body()).contains("hush-hush", id);
    tenant
        .user("bob")
        .post(path + "/draft/_check")
        .expect(200)
        .shows("/blocked", false, "/reasons", List.of(), "/warnings", List.of());
  }

  @Test
  default void reviewersSeeWhatARebaseMakesOfASkillThatNamesASecret() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice");
    String path = alice.has("A");
    String secret = added(alice, path, "hush-hush", "v");
    JsonObject data =
        Body.of("url", "https://shop.example", "authentication", "bearer", "credential", secret);
    String skill =
        alice
            .post(path + "/skills", Body.of("type", "http-request", "name", "one", "data", data))
            .expect(201)
            .text("/id");
    alice.put(path + "/shares/bob", Body.of("accessLevel", 1)).expect(201);
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    alice
        .put(draft + "/skills/" + skill, Body.of("data", data.with("timeoutSeconds", Json.of(20))))
        .expect(200);
    alice.put(path + "/skills/" + skill, Body.of("name", "two")).expect(200);
    Object dry = Body.of("dryRun", true);

    Answer seen =
        tenant
            .user("bob")
            .post(path + "/draft/_rebase", dry)
            .expect(200)
            .shows(
                "/conflicts",
                List.of(),
                "/content/skills/0/name",
                "two",
                "/content/skills/0/data/timeoutSeconds",
                20);
    assertThat(seen.has("/content/secrets")).isFalse();
    assertThat(alice.post(path + "/draft/_rebase", dry).expect(200).has("/content/secrets"))
        .isTrue();
    alice.post(path + "/draft/_rebase").expect(200).shows("/outdated", false);
  }

  @Test
  default void aSecretOfADraftTakesEffectWithTheCommit() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String first = fresh();
    String id = added(alice, path, "k", first);
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    String second = fresh();
    alice.put(draft + "/secrets/" + id, Body.of("value", second)).expect(200);

    assertThat(holds(alice, path, "k", first)).isTrue();
    alice.post(path + "/draft/_commit").expect(200);
    assertThat(holds(alice, path, "k", second)).isTrue();
  }

  @Test
  default void aRestoreGivesSecretsTheValuesThatLiveHasNow() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String old = fresh();
    String now = fresh();
    String kept = added(alice, path, "kept", old);
    String gone = added(alice, path, "gone", fresh());
    alice.put(path + "/secrets/" + kept, Body.of("name", "renamed", "value", now)).expect(200);
    alice.delete(path + "/secrets/" + gone).expect(204);

    alice.post(path + "/revisions/3/_restore").expect(201);
    Answer secrets = alice.get(path + "/secrets").expect(200);
    assertThat(secrets.texts("/_embedded/inf:assistant-secret", "name")).containsExactly("renamed");
    String draft = "/api/assistants/" + alice.get(path + "/draft").expect(200).text("/id");
    alice
        .get(draft + "/secrets/" + gone)
        .expect(200)
        .shows("/value", JsonNull.NULL, "/valueMissing", true);
    alice
        .post(path + "/draft/_commit")
        .expect(200)
        .shows("/warnings/0/path", "/secrets/" + gone, "/warnings/0/code", "value-missing");
    assertThat(holds(alice, path, "kept", now)).isTrue();
    assertThat(holds(alice, path, "kept", old)).isFalse();
    alice.put(path + "/secrets/" + gone, Body.of("value", "again")).expect(200);
    assertThat(holds(alice, path, "gone", "again")).isTrue();
  }

  @Test
  default void aRestoreThatChangesNothingIsNone() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String id = added(alice, path, "one", fresh());
    alice.put(path + "/secrets/" + id, Body.of("name", "two")).expect(200);

    String draft = alice.post(path + "/revisions/2/_restore").expect(201).text("/id");
    long version = alice.get(path + "/draft/history").expect(200).number("/total");
    alice.post(path + "/revisions/2/_restore?replace=true").expect(200);
    assertThat(alice.get(path + "/draft/history").expect(200).number("/total")).isEqualTo(version);
    alice
        .get("/api/assistants/" + draft + "/secrets/" + id)
        .expect(200)
        .shows("/name", "one", "/valueMissing", false);
  }

  @Test
  default void aDiscardedDraftComesBackWithWhatLiveHasNowAndWithWhatItHadSet() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String changed = fresh();
    String set = fresh();
    String kept = added(alice, path, "kept", fresh());
    String own = added(alice, path, "own", fresh());
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    alice.put(draft + "/secrets/" + own, Body.of("value", set)).expect(200);
    alice.delete(path + "/draft").expect(204);
    alice.put(path + "/secrets/" + kept, Body.of("value", changed)).expect(200);

    String head =
        alice.get(path + "/discarded").expect(200).text("/_embedded/inf:discarded-draft/0/id");
    alice.post(path + "/_restore?discarded=" + head).expect(201);
    alice.post(path + "/draft/_rebase").expect(200);
    alice.post(path + "/draft/_commit").expect(200);
    assertThat(holds(alice, path, "kept", changed)).isTrue();
    assertThat(holds(alice, path, "own", set)).isTrue();
  }

  @Test
  default void keysAreRotatedWhileSecretsStayWhatTheyAre() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String value = fresh();
    added(alice, path, "k", value);
    Person operator = tenant().user("root").operator();

    for (int i = 0; i < 3; i++) {
      Answer rotated = operator.post("/api/admin/keys/_rotate").expect(200);
      assertThat(rotated.number("/secrets")).isPositive();
      assertThat(holds(alice, path, "k", value)).isTrue();
    }
    String next = fresh();
    added(alice, path, "next", next);
    assertThat(holds(alice, path, "next", next)).isTrue();
    alice.post("/api/admin/keys/_rotate").refused(403, "forbidden");
    operator.post("/api/admin/keys/_rotate", Body.of("x", 1)).invalid("/x");
  }

  @Test
  default void valuesAreNowhereInTheStore() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String value = fresh();
    String id = added(alice, path, "k", value);
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    alice.put(draft + "/secrets/" + id, Body.of("value", value + "2")).expect(200);
    alice.post(path + "/draft/_commit").header("Idempotency-Key", fresh()).expect(200);
    alice
        .post(path + "/secrets", Body.of("name", "k2", "value", value + "3"))
        .header("Idempotency-Key", fresh())
        .expect(201);

    Archive archive = galley().context().getBean(Archive.class);
    for (Archive.Part part : Archive.Part.values()) {
      String after = "";
      List<Archive.Entry> page = archive.read(part, after, 1_000);
      while (!page.isEmpty()) {
        for (Archive.Entry entry : page) {
          assertThat(entry.line(part)).doesNotContain(value);
          after = entry.key();
        }
        page = archive.read(part, after, 1_000);
      }
    }
  }

  @Test
  default void aSecretWhoseValueIsNotKeptSaysSo() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String secret = path + "/secrets/" + added(alice, path, "k", fresh());
    String version =
        alice.get(path + "/revisions/2").expect(200).text("/content/secrets/0/version");
    Saver saver = galley().context().getBean(Saver.class);
    Aggregates aggregates = galley().context().getBean(Aggregates.class);
    Item value =
        (Item)
            aggregates
                .find(SealedValue.ref(alice.tenant(), UUID.fromString(version)))
                .orElseThrow();
    ChangeId change = saver.changeId();
    saver.save(Change.of(change, value.remove(new Stamp(Instant.now(), "test"), change)));

    Answer shown =
        alice.get(secret).expect(200).shows("/value", JsonNull.NULL, "/valueMissing", true);
    alice.post(path + "/_edit").expect(201);
    alice.put(path + "/tags", List.of("x")).expect(200);
    alice.post(path + "/draft/_rebase").expect(200);
    alice.post(path + "/draft/_commit").expect(200).shows("/warnings/0/code", "value-missing");
    alice.put(secret, shown.object()).ifMatch(shown.etag()).expect(200);
    alice.put(secret, Body.of("valueMissing", false)).invalid("/valueMissing");
    alice.put(secret, Body.of("value", "w")).ifMatch(shown.etag()).expect(200);
    alice.get(secret).expect(200).shows("/valueMissing", false);
  }

  @Test
  default void theSweepTakesNoValueThatIsUsed() {
    Tenant.Member alice = alice();
    String path = alice.has("A");
    String value = fresh();
    added(alice, path, "k", value);
    galley().context().getBean(ClearParts.class).handle();
    assertThat(holds(alice, path, "k", value)).isTrue();
  }
}
