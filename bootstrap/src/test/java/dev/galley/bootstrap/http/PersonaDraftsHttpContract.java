package dev.galley.bootstrap.http;

import static dev.galley.bootstrap.http.Wardrobe.DRAFT;
import static dev.galley.bootstrap.http.Wardrobe.draft;
import static dev.galley.bootstrap.http.Wardrobe.listed;
import static dev.galley.bootstrap.http.Wardrobe.patches;
import static dev.galley.bootstrap.http.Wardrobe.published;
import static dev.galley.bootstrap.http.Wardrobe.resource;
import static dev.galley.bootstrap.http.Wardrobe.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A draft of a persona is patched: what a call says, and what it leaves. */
interface PersonaDraftsHttpContract extends HttpContract {

  @Test
  default void aDraftIsBegunWithTextsAndShownWithIdsAndTexts() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    resource(tenant, "department", "value", "Sales");
    Answer begun =
        patches(
            alice,
            "name",
            "Nurse",
            "description",
            "Asks how you are.",
            "color",
            "#AABBCC",
            "instructions",
            "You are kind.",
            "examples",
            List.of("Hello", "How are you?", "Hello"),
            "departments",
            List.of("sALES"),
            "active",
            true);
    begun.shows(
        "/form_state/name",
        "Nurse",
        "/form_state/description",
        "Asks how you are.",
        "/form_state/color",
        "#aabbcc",
        "/form_state/icon",
        Body.NULL,
        "/form_state/icon_id",
        Body.NULL,
        "/form_state/instructions",
        "You are kind.",
        "/form_state/examples",
        List.of("Hello", "How are you?"),
        "/form_state/departments",
        List.of("Sales"),
        "/form_state/voices",
        List.of(),
        "/form_state/active",
        true,
        "/form_state/flags/0/type",
        "persona_active",
        "/form_state/flags/0/value",
        "true",
        "/form_state/pending_ids",
        List.of());
    assertThat(UUID.fromString(begun.text("/form_state/name_id")).version()).isEqualTo(5);
    assertThat(begun.items("/form_state/example_ids")).hasSize(2);
    Answer shown = shown(alice, begun.text("/draft_id"));
    assertThat(shown.at("/form_state")).isEqualTo(begun.at("/form_state"));
    shown.shows("/owner", "alice", "/persona_id", Body.NULL, "/base", 0, "/outdated", false);
    alice.get("/persona/drafts/" + begun.text("/draft_id")).expect(200);
  }

  @Test
  default void whatIsNotSpokenOfStaysAndNothingClears() {
    Person alice = alice();
    String draft =
        patches(alice, "name", "A", "description", "B", "examples", List.of("one", "two"))
            .text("/draft_id");
    patches(alice, "draft_id", draft, "description", Body.NULL)
        .shows(
            "/form_state/name",
            "A",
            "/form_state/description",
            Body.NULL,
            "/form_state/description_id",
            Body.NULL,
            "/form_state/examples",
            List.of("one", "two"));
    patches(alice, "draft_id", draft, "examples", List.of("three"))
        .shows("/form_state/examples", List.of("three"));
    patches(alice, "draft_id", draft, "example_ids", List.of())
        .shows("/form_state/examples", List.of(), "/form_state/name", "A");
    // Both members of a field may be there as they were shown.
    patches(alice, "draft_id", draft, "name_id", Body.NULL, "name", "C")
        .shows("/form_state/name", "C");
  }

  @Test
  default void theSameTextIsTheSameResource() {
    Person alice = alice();
    Answer one = patches(alice, "name", "Same", "examples", List.of("x"));
    Answer other = patches(alice, "name", "Same", "description", "x");
    assertThat(one.text("/form_state/name_id")).isEqualTo(other.text("/form_state/name_id"));
    assertThat(one.texts("/form_state/example_ids"))
        .doesNotContain(other.text("/form_state/description_id"));
    assertThat(patches(alice(), "name", "Same").text("/form_state/name_id"))
        .as("in another tenant")
        .isNotEqualTo(one.text("/form_state/name_id"));
  }

  @Test
  default void anIdBeatsTheTextOfItsField() {
    Person alice = alice();
    Answer one = patches(alice, "name", "One", "examples", List.of("a", "b"));
    String draft = one.text("/draft_id");
    patches(
            alice,
            "draft_id",
            draft,
            "name_id",
            one.text("/form_state/name_id"),
            "name",
            "Two",
            "example_ids",
            List.of(one.texts("/form_state/example_ids").get(1)),
            "examples",
            List.of("c"))
        .shows("/form_state/name", "One", "/form_state/examples", List.of("b"));
  }

  @Test
  default void allThatIsWrongIsToldAtOnceAndNothingHasChanged() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String draft = draft(alice, "Kept");
    Json before = shown(alice, draft).json();
    alice
        .post(
            DRAFT,
            Body.of(
                "draft_id",
                draft,
                "name",
                "",
                "description_id",
                UUID.randomUUID().toString(),
                "color",
                "reddish",
                "icon",
                "<b>no image</b>",
                "departments",
                List.of("Nowhere"),
                "voice_ids",
                List.of("x"),
                "parameter_fields",
                "not a list",
                "examples",
                List.of("new one"),
                "pending_ids",
                List.of(UUID.randomUUID().toString()),
                "reviewers",
                List.of(1),
                "origin",
                "a tool",
                "surprise",
                1))
        .invalid(
            "/name",
            "/description_id",
            "/color",
            "/icon",
            "/departments/0",
            "/voice_ids/0",
            "/parameter_fields",
            "/pending_ids/0",
            "/reviewers/0",
            "/origin",
            "/surprise");
    assertThat(shown(alice, draft).json()).isEqualTo(before);
    // No resource of the refused call is left either.
    String example =
        patches(alice, "examples", List.of("new one")).text("/form_state/example_ids/0");
    assertThat(listed(alice, "example")).doesNotContain(example);
    alice.post(DRAFT, Body.of("draft_id", "nonsense", "name", 7)).invalid("/draft_id", "/name");
    alice.post(DRAFT + "?x=1", Body.of()).expect(400).namesParameters("x");
  }

  @Test
  default void draftsThatAreNotThereAreNotFound() {
    Tenant tenant = tenant();
    String draft = draft(tenant.user("alice"), "Hidden");
    tenant
        .user("bob")
        .post(DRAFT, Body.of("draft_id", draft, "name", "x"))
        .refused(404, "not-found");
    alice().post(DRAFT, Body.of("draft_id", draft, "name", "x")).refused(404, "not-found");
    tenant
        .user("alice")
        .post(DRAFT, Body.of("draft_id", UUID.randomUUID().toString()))
        .refused(404, "not-found");
    tenant.user("bob").post("/persona/get", Body.of("draft_id", draft)).refused(404, "not-found");
  }

  @Test
  default void namesAreFoundWhateverTheirCaseAndOnlyWhenTheyAreClear() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String voice = resource(tenant, "voice", "value", "Warm");
    resource(tenant, "voice", "value", "Cold");
    resource(tenant, "voice", "value", "cold");
    String field = resource(tenant, "parameter_field", "parameter", "p1", "name", "Limit");
    patches(alice, "voices", List.of("warm"), "parameter_fields", List.of("LIMIT"))
        .shows(
            "/form_state/voice_ids", List.of(voice),
            "/form_state/voices", List.of("Warm"),
            "/form_state/parameter_field_ids", List.of(field),
            "/form_state/parameter_fields", List.of("Limit"));
    alice
        .post(DRAFT, Body.of("voices", List.of("Cold", "Warm", "Wa")))
        .invalid("/voices/0", "/voices/2");
  }

  @Test
  default void coloursAndIconsCanBeNamed() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    tenant
        .user("root")
        .tenantAdmin()
        .post("/persona/resources/color", Body.of("value", "#ff0000", "label", "Signal red"))
        .expect(201);
    patches(alice, "color", "signal RED").shows("/form_state/color", "#ff0000");
    patches(alice, "color", "#FF0000").shows("/form_state/color", "#ff0000");
    String svg = "<svg viewBox='0 0 4 4'><path d='M0 0h4v4z'/></svg>";
    alice.post("/persona/resources/icon", Body.of("value", svg, "label", "Square")).expect(201);
    String icon = patches(alice, "icon", "square").text("/form_state/icon");
    assertThat(icon).startsWith("<svg").contains("viewBox=\"0 0 4 4\"", "M0 0h4v4z");
    // What others than admins make is called so by its maker alone.
    tenant.user("bob").post(DRAFT, Body.of("icon", "square")).invalid("/icon");
  }

  @Test
  default void iconsAreMadeHarmless() {
    String icon =
        patches(
                alice(),
                "icon",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)' style='x:y'>"
                    + "<script>alert(2)</script><a href='javascript:alert(3)'><path d='M0 0'/></a>"
                    + "<image href='https://evil.example/x.png'/>"
                    + "<rect fill='url(https://evil.example/#a)' stroke='url(#ok)' width='3'/>"
                    + "<circle r='1' fill='u\\72l(//evil.example)'/>"
                    + "<foreignObject><iframe src='//evil.example'></iframe></foreignObject></svg>")
            .text("/form_state/icon");
    assertThat(icon)
        .contains("<path d=\"M0 0\"", "stroke=\"url(#ok)\"", "width=\"3\"", "<circle r=\"1\"")
        .doesNotContainIgnoringCase(
            "script", "alert", "onload", "style", "evil", "href", "image", "foreign", "iframe");
    alice().post(DRAFT, Body.of("icon", "<svg><script>1</script></svg>")).invalid("/icon");
  }

  @Test
  default void activeIsAFlagThatReplacesItsOpposite() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String other = resource(tenant, "flag", "type", "tone", "value", "formal");
    Answer on = patches(alice, "flag_ids", List.of(other));
    String draft = on.text("/draft_id");
    Answer active =
        patches(alice, "draft_id", draft, "active", true)
            .shows("/form_state/active", true, "/form_state/flag_ids/0", other);
    String flag = active.text("/form_state/flag_ids/1");
    Answer inactive =
        patches(alice, "draft_id", draft, "active", false).shows("/form_state/active", false);
    assertThat(inactive.texts("/form_state/flag_ids")).hasSize(2).doesNotContain(flag);
    String off = inactive.text("/form_state/flag_ids/1");
    alice
        .post(DRAFT, Body.of("draft_id", draft, "flag_ids", List.of(flag), "active", false))
        .invalid("/active");
    alice
        .post(DRAFT, Body.of("draft_id", draft, "flag_ids", List.of(flag, off)))
        .invalid("/flag_ids");
    patches(alice, "draft_id", draft, "flag_ids", List.of(flag), "active", true)
        .shows("/form_state/flag_ids", List.of(flag));
    patches(alice, "draft_id", draft, "active", Body.NULL)
        .shows("/form_state/flag_ids", List.of(), "/form_state/active", false);
  }

  @Test
  default void whatIsShownOfADraftWithAPendingFlagCanBeSentBack() {
    Person alice = alice();
    Answer begun = patches(alice, "name", "N", "active", true);
    String draft = begun.text("/draft_id");
    String on = begun.text("/form_state/flag_ids/0");
    JsonObject shown =
        (JsonObject)
            patches(alice, "draft_id", draft, "pending_ids", List.of(on))
                .shows("/form_state/active", false)
                .at("/form_state");
    JsonObject back =
        Body.of(
            "draft_id", draft,
            "flag_ids", shown.get("flag_ids").orElseThrow(),
            "active", shown.get("active").orElseThrow());
    alice.post(DRAFT, back).expect(200).shows("/form_state/pending_ids", List.of(on));
    alice
        .post(DRAFT, back.with("pending_ids", shown.get("pending_ids").orElseThrow()))
        .expect(200)
        .shows("/form_state", shown);
    // With nothing pending the flag counts.
    alice.post(DRAFT, back.with("pending_ids", JsonArray.EMPTY)).invalid("/active");
    alice.post(DRAFT, back.with("active", Json.of(true))).invalid("/active");
  }

  @Test
  default void pendingOnesAreConnectedAndNotActive() {
    Person alice = alice();
    Answer begun = patches(alice, "examples", List.of("a", "b"), "active", true);
    String draft = begun.text("/draft_id");
    String a = begun.text("/form_state/example_ids/0");
    String flag = begun.text("/form_state/flag_ids/0");
    patches(alice, "draft_id", draft, "pending_ids", List.of(a, flag))
        .shows("/form_state/examples", List.of("a", "b"), "/form_state/active", false);
    // What says nothing of it leaves it; what leaves it out makes it active.
    Answer still = patches(alice, "draft_id", draft, "name", "N");
    assertThat(still.texts("/form_state/pending_ids")).containsExactlyInAnyOrder(a, flag);
    patches(alice, "draft_id", draft, "pending_ids", List.of(a))
        .shows("/form_state/pending_ids", List.of(a), "/form_state/active", true);
    // What is not connected any more is not pending either.
    patches(alice, "draft_id", draft, "examples", List.of("b"))
        .shows("/form_state/pending_ids", List.of());
    alice
        .post(DRAFT, Body.of("draft_id", draft, "pending_ids", List.of(a)))
        .invalid("/pending_ids/0");
  }

  @Test
  default void whatIsTypedIntoAPrivateDraftIsListedToNobodyElseUntilItIsPublished() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    Answer begun = patches(alice, "name", "Private name", "instructions", "Secret plan.");
    String name = begun.text("/form_state/name_id");
    assertThat(listed(bob, "name")).isEmpty();
    bob.get("/persona/resources/name/" + name).refused(404, "not-found");
    bob.post(DRAFT, Body.of("name_id", name)).invalid("/name_id");
    alice.get("/persona/resources/name/" + name).expect(200).shows("/listed", false);
    // Who reads the draft sees what it holds.
    Wardrobe.reviewed(alice, begun.text("/draft_id"), "carol");
    tenant.user("carol").get("/persona/resources/name/" + name).expect(200);

    Wardrobe.saves(alice, begun.text("/draft_id")).expect(201);
    assertThat(listed(bob, "name")).containsExactly(name);
    bob.get("/persona/resources/name/" + name).expect(200).shows("/listed", true);
    patches(bob, "name_id", name).shows("/form_state/name", "Private name");
  }

  @Test
  default void anOperationHasAKeyUnderWhichItHappensOnce() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String key = UUID.randomUUID().toString();
    Answer first = patches(alice, "name", "Once", "idempotency_key", key);
    first.shows("/idempotency_key", key);
    String draft = first.text("/draft_id");
    patches(alice, "draft_id", draft, "name", "Changed since");
    Answer again = patches(alice, "name", "Once", "idempotency_key", key);
    assertThat(again.json()).isEqualTo(first.json());
    shown(alice, draft).shows("/form_state/name", "Changed since");

    alice.post(DRAFT, Body.of("name", "Other", "idempotency_key", key)).refused(409, "key-reused");
    tenant
        .user("bob")
        .post(DRAFT, Body.of("name", "Once", "idempotency_key", key))
        .refused(409, "key-reused");
    alice
        .post(DRAFT, Body.of("name", "x", "idempotency_key", "no uuid"))
        .invalid("/idempotency_key");
    String other = UUID.randomUUID().toString();
    Answer begun = patches(alice, "name", "Soon", "instructions", "I", "idempotency_key", other);
    Wardrobe.saves(alice, begun.text("/draft_id")).expect(201);
    patches(alice, "name", "Soon", "instructions", "I", "idempotency_key", other)
        .shows("/draft_id", begun.text("/draft_id"), "/form_state/name", "Soon");
    assertThat(UUID.fromString(patches(alice, "name", "Made").text("/idempotency_key")).version())
        .isEqualTo(7);
  }

  @Test
  default void theHeaderAndTheKeyOfTheBodyAreNeverMixed() {
    Person alice = alice();
    String header = "\"" + UUID.randomUUID() + "\"";
    String key = UUID.randomUUID().toString();
    Answer first =
        alice
            .post(DRAFT, Body.of("name", "Both", "idempotency_key", key))
            .header("Idempotency-Key", header)
            .expect(200);
    assertThat(
            alice
                .post(DRAFT, Body.of("name", "Both", "idempotency_key", key))
                .header("Idempotency-Key", header)
                .expect(200)
                .json())
        .isEqualTo(first.json());
    // Another key in the body, under the same header: that is the header's business.
    alice
        .post(DRAFT, Body.of("name", "Both", "idempotency_key", UUID.randomUUID().toString()))
        .header("Idempotency-Key", header)
        .refused(422, "key-reused");
    // Another header, the same key in the body: the operation's.
    assertThat(
            alice
                .post(DRAFT, Body.of("name", "Both", "idempotency_key", key))
                .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                .expect(200)
                .text("/draft_id"))
        .isEqualTo(first.text("/draft_id"));
  }

  @Test
  default void patchesAtOnceLoseNothing() {
    Person alice = alice();
    String draft = draft(alice, "Busy");
    List<CompletableFuture<Answer>> running = new ArrayList<>();
    List<String> fields = List.of("description", "name", "instructions", "color");
    for (String field : fields) {
      running.add(
          alice
              .post(
                  DRAFT,
                  Body.of(
                      "draft_id", draft, field, field.equals("color") ? "#010203" : "new " + field))
              .begin());
    }
    running.forEach(call -> call.join().is(200));
    shown(alice, draft)
        .shows(
            "/form_state/description", "new description",
            "/form_state/name", "new name",
            "/form_state/instructions", "new instructions",
            "/form_state/color", "#010203");
  }

  @Test
  default void aDraftIsBegunOnceUnderAKeyHoweverManyBeginIt() {
    Person alice = alice();
    String key = UUID.randomUUID().toString();
    List<CompletableFuture<Answer>> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      running.add(alice.post(DRAFT, Body.of("name", "Once", "idempotency_key", key)).begin());
    }
    assertThat(running.stream().map(call -> call.join().is(200).text("/draft_id")).distinct())
        .hasSize(1);
  }

  @Test
  default void draftsAreListedToTheirOwners() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    draft(alice, "First");
    String second = draft(alice, "Second");
    draft(tenant.user("bob"), "Bob's");
    Answer all = alice.post("/persona/drafts", Body.of()).expect(200);
    assertThat(all.texts("/items", "title")).containsExactlyInAnyOrder("First", "Second");
    all.shows("/total", 2, "/page_offset", 0, "/page_limit", 30);
    assertThat(
            alice
                .post("/persona/drafts", Body.of("search", "SECO"))
                .expect(200)
                .texts("/items", "draft_id"))
        .containsExactly(second);
    assertThat(
            alice
                .post("/persona/drafts", Body.of("page_limit", 1, "page_offset", 1))
                .expect(200)
                .items("/items"))
        .hasSize(1);
    assertThat(
            alice
                .post("/persona/drafts", Body.of("updated_to", "2020-01-01"))
                .expect(200)
                .items("/items"))
        .isEmpty();
    assertThat(
            alice
                .post("/persona/drafts", Body.of("updated_from", "2020-01-01T00:00:00Z"))
                .expect(200)
                .items("/items"))
        .hasSize(2);
    alice
        .post(
            "/persona/drafts",
            Body.of("page_limit", 0, "page_offset", -1, "updated_from", "soon", "owner", "x"))
        .invalid("/page_limit", "/page_offset", "/updated_from", "/owner");
    Wardrobe.reviewed(alice, second, "carol");
    assertThat(
            tenant
                .user("carol")
                .post("/persona/drafts", Body.of("reviewing", true))
                .expect(200)
                .texts("/items", "draft_id"))
        .containsExactly(second);
  }

  @Test
  default void aDraftIsChangedByItsOwnerAlone() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String draft = draft(alice, "Mine");
    Wardrobe.reviewed(alice, draft, "rita");
    Person rita = tenant.user("rita");
    Person root = tenant.user("root").tenantAdmin();
    shown(rita, draft);
    shown(root, draft);
    rita.post(DRAFT, Body.of("draft_id", draft, "name", "x")).refused(403, "forbidden");
    root.post(DRAFT, Body.of("draft_id", draft, "name", "x")).refused(403, "forbidden");
    root.post(DRAFT, Body.of("draft_id", draft, "name", "x", "soft", true))
        .refused(403, "forbidden");
    rita.post(DRAFT, Body.of("draft_id", draft, "reviewers", List.of(), "soft", true, "name", "x"))
        .refused(403, "forbidden")
        .namesPointers("/reviewers");
    Wardrobe.saves(rita, draft).refused(403, "forbidden");
    Person team = tenant.user("tom").readerOf("writers");
    patches(
        alice, "draft_id", draft, "reviewers", List.of(Body.of("id", "writers", "type", "team")));
    shown(team, draft).shows("/reviewers/0/type", "team");
    rita.post("/persona/get", Body.of("draft_id", draft)).refused(404, "not-found");
  }

  @Test
  default void publishedOnesAreReadByEverybodyWithTheSeat() {
    Tenant tenant = tenant();
    String persona = published(tenant.user("alice"), "Open");
    tenant.user("bob").post("/persona/get", Body.of("id", persona)).expect(200);
    tenant
        .user("bob")
        .withoutSeat()
        .post("/persona/get", Body.of("id", persona))
        .refused(403, "ai-seat-required");
    alice().post("/persona/get", Body.of("id", persona)).refused(404, "not-found");
  }
}
