package dev.galley.bootstrap.http;

import static dev.galley.bootstrap.http.Wardrobe.listed;
import static dev.galley.bootstrap.http.Wardrobe.patches;
import static dev.galley.bootstrap.http.Wardrobe.published;
import static dev.galley.bootstrap.http.Wardrobe.resource;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The catalogue of what personas connect. */
interface PersonaResourcesHttpContract extends HttpContract {
  String RESOURCES = "/persona/resources/";

  @Test
  default void thereAreTenKinds() {
    Person alice = alice();
    for (String kind :
        List.of(
            "name",
            "description",
            "color",
            "icon",
            "instructions",
            "flag",
            "example",
            "department",
            "parameter_field",
            "voice")) {
      assertThat(alice.get(RESOURCES + kind).expect(200).items("/items")).isEmpty();
    }
    alice.get(RESOURCES + "hat").refused(404, "not-found");
    alice.post(RESOURCES + "hat", Body.of("value", "x")).refused(404, "not-found");
  }

  @Test
  default void adminsMakeWhatIsListedAtOnce() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    for (String kind : List.of("department", "voice")) {
      alice.post(RESOURCES + kind, Body.of("value", "x")).refused(403, "forbidden");
      String id = resource(tenant, kind, "value", "x", "label", "X");
      assertThat(listed(alice, kind)).containsExactly(id);
    }
    alice.post(RESOURCES + "flag", Body.of("type", "t", "value", "v")).refused(403, "forbidden");
    String flag = resource(tenant, "flag", "type", "t", "value", "v");
    alice
        .get(RESOURCES + "flag/" + flag)
        .expect(200)
        .shows("/type", "t", "/value", "v", "/listed", true);
    String field = resource(tenant, "parameter_field", "parameter", "p", "name", "n");
    alice
        .get(RESOURCES + "parameter_field/" + field)
        .expect(200)
        .shows("/parameter", "p", "/name", "n");
    Person root = tenant.user("root").tenantAdmin();
    root.post(RESOURCES + "flag", Body.of("value", "v", "x", 1)).invalid("/type", "/x");
    root.post(RESOURCES + "parameter_field", Body.of("value", "v"))
        .invalid("/parameter", "/name", "/value");
  }

  @Test
  default void whatAdminsMakeOfOtherKindsIsListedAtOnceToo() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String id = resource(tenant, "color", "value", "#102030", "label", "Night");
    assertThat(listed(alice, "color")).containsExactly(id);
    String own =
        alice
            .post(RESOURCES + "color", Body.of("value", "#ffffff", "label", "Snow"))
            .expect(201)
            .text("/id");
    assertThat(listed(tenant.user("bob"), "color")).containsExactly(id);

    resource(tenant, "color", "value", "#ffffff", "label", "White");

    assertThat(listed(tenant.user("bob"), "color")).containsExactly(id, own);
    alice.get(RESOURCES + "color/" + own).expect(200).shows("/listed", true, "/label", "White");
    patches(alice, "color", "white").shows("/form_state/color_id", own);
    patches(alice, "color", "snow").shows("/form_state/color_id", own);
    patches(tenant.user("bob"), "color", "white").shows("/form_state/color_id", own);
  }

  @Test
  default void whatOthersMakeIsListedToThemUntilAPublishedPersonaUsesIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    Answer made = alice.post(RESOURCES + "example", Body.of("value", "Hello")).expect(201);
    String id = made.text("/id");
    assertThat(made.header("Location")).isEqualTo(RESOURCES + "example/" + id);
    assertThat(listed(alice, "example")).containsExactly(id);
    assertThat(listed(bob, "example")).isEmpty();
    bob.get(RESOURCES + "example/" + id).refused(404, "not-found");
    // The same value is the same resource; whoever makes it too sees it too.
    alice.post(RESOURCES + "example", Body.of("value", "Hello")).expect(200).shows("/id", id);
    bob.post(RESOURCES + "example", Body.of("value", "Hello")).expect(201).shows("/id", id);
    assertThat(listed(bob, "example")).containsExactly(id);
    assertThat(listed(tenant.user("carol"), "example")).isEmpty();
    String draft =
        patches(alice, "name", "N", "instructions", "I", "example_ids", List.of(id))
            .text("/draft_id");
    Wardrobe.saves(alice, draft).expect(201);
    assertThat(listed(tenant.user("carol"), "example")).containsExactly(id);
    assertThat(listed(alice, "example")).containsExactly(id);
  }

  @Test
  default void nobodyLearnsWhatAnotherOneHasPutPrivately() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String id =
        alice
            .post(RESOURCES + "example", Body.of("value", "Secret", "label", "Plan"))
            .expect(201)
            .text("/id");
    HttpContract.awaitAnotherMillisecond();
    bob.post(RESOURCES + "example", Body.of("value", "Secret", "label", "Mine"))
        .expect(201)
        .shows("/id", id, "/label", "Mine");
    bob.post(RESOURCES + "example", Body.of("value", "Secret", "label", "Mine")).expect(200);
    assertThat(bob.get(RESOURCES + "example/" + id).expect(200).text("/created_at"))
        .isNotEqualTo(alice.get(RESOURCES + "example/" + id).expect(200).text("/created_at"));
    assertThat(bob.get(RESOURCES + "example/" + id).expect(200).json().toString())
        .doesNotContain("Plan");
    alice.get(RESOURCES + "example/" + id).expect(200).shows("/label", "Plan");
    Person carol = tenant.user("carol");
    patches(carol, "examples", List.of("Secret")).shows("/form_state/example_ids/0", id);
    carol
        .get(RESOURCES + "example/" + id)
        .expect(200)
        .shows("/label", Body.NULL, "/order", 0, "/created_at", Body.NULL);
  }

  @Test
  default void eachNamesAPrivateIconAsHeCallsIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String svg = "<svg viewBox='0 0 4 4'><path d='M0 0h4v4z'/></svg>";
    String id =
        alice
            .post(RESOURCES + "icon", Body.of("value", svg, "label", "Home"))
            .expect(201)
            .text("/id");
    bob.post(RESOURCES + "icon", Body.of("value", svg, "label", "House"))
        .expect(201)
        .shows("/id", id, "/label", "House");
    bob.get(RESOURCES + "icon/" + id).expect(200).shows("/label", "House");
    patches(bob, "icon", "house").shows("/form_state/icon_id", id);
    bob.post(Wardrobe.DRAFT, Body.of("icon", "home")).invalid("/icon");
    patches(alice, "icon", "home").shows("/form_state/icon_id", id);
  }

  @Test
  default void aListCutsLongValues() {
    Person alice = alice();
    String id =
        alice
            .post(RESOURCES + "instructions", Body.of("value", "x".repeat(1_001)))
            .expect(201)
            .text("/id");
    alice
        .get(RESOURCES + "instructions")
        .expect(200)
        .shows("/items/0/value", "x".repeat(1_000), "/items/0/value_truncated", true);
    alice.get(RESOURCES + "instructions/" + id).expect(200).shows("/value", "x".repeat(1_001));
  }

  @Test
  default void aListIsSearchedAndPaged() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    for (String name : List.of("Berlin", "Zürich", "Bern", "Aarau")) {
      resource(tenant, "department", "value", name, "label", "City " + name);
    }
    Answer all = alice.get(RESOURCES + "department").expect(200).shows("/total", 4);
    assertThat(all.texts("/items", "value")).containsExactly("Aarau", "Berlin", "Bern", "Zürich");
    assertThat(
            alice
                .get(RESOURCES + "department?search=city%20BER")
                .expect(200)
                .texts("/items", "value"))
        .containsExactly("Berlin", "Bern");
    assertThat(
            alice
                .get(RESOURCES + "department?page_limit=2&page_offset=1")
                .expect(200)
                .texts("/items", "value"))
        .containsExactly("Berlin", "Bern");
    alice
        .get(RESOURCES + "department?page_limit=0&page_offset=10001&start=1&hidden=x")
        .expect(400)
        .namesParameters("page_limit", "page_offset", "start", "hidden");
  }

  @Test
  default void adminsChangeWhatSurroundsAResourceAndNobodyItsValue() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person root = tenant.user("root").tenantAdmin();
    String last = resource(tenant, "voice", "value", "Alto");
    String first = resource(tenant, "voice", "value", "Bass");
    root.patch(RESOURCES + "voice/" + last, Body.of("order", 5, "label", "High"))
        .expect(200)
        .shows("/order", 5, "/label", "High", "/value", "Alto");
    assertThat(listed(alice, "voice")).containsExactly(first, last);
    alice.patch(RESOURCES + "voice/" + last, Body.of("order", 1)).refused(403, "forbidden");
    root.patch(
            RESOURCES + "voice/" + last,
            Body.of("value", "x", "order", -1, "hidden", "yes", "extra", 1))
        .invalid("/value", "/order", "/hidden", "/extra");
    root.patch(RESOURCES + "voice/" + UUID.randomUUID(), Body.of("order", 1))
        .refused(404, "not-found");

    root.patch(RESOURCES + "voice/" + first, Body.of("hidden", true)).expect(200);
    assertThat(listed(alice, "voice")).containsExactly(last);
    alice.post(Wardrobe.DRAFT, Body.of("voices", List.of("Bass"))).invalid("/voices/0");
    alice.get(RESOURCES + "voice?hidden=true").refused(403, "forbidden");
    assertThat(root.get(RESOURCES + "voice?hidden=true").expect(200).texts("/items", "id"))
        .containsExactly(first, last);
  }

  @Test
  default void valuesHoldToTheRulesOfTheirKinds() {
    Person alice = alice();
    alice.post(RESOURCES + "color", Body.of("value", "red")).invalid("/value");
    alice
        .post(RESOURCES + "color", Body.of("value", "#ABCDEF", "label", "Sky"))
        .expect(201)
        .shows("/value", "#abcdef", "/label", "Sky");
    alice.post(RESOURCES + "icon", Body.of("value", "no svg")).invalid("/value");
    alice.post(RESOURCES + "name", Body.of("value", " ")).invalid("/value");
    alice.post(RESOURCES + "name", Body.of("value", "x".repeat(201))).invalid("/value");
    alice.post(RESOURCES + "name", Body.of()).invalid("/value");
    alice.post(RESOURCES + "instructions", Body.of("value", "x".repeat(200_000))).expect(201);
  }

  @Test
  default void whatWasPublishedStaysInTheCatalogue() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String persona = published(alice, "Gone soon");
    String name = Wardrobe.live(alice, persona).text("/form_state/name_id");
    alice.post("/persona/delete", Body.of("ids", List.of(persona))).expect(200);
    assertThat(listed(tenant.user("bob"), "name")).containsExactly(name);
  }
}
