package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lists of what a caller can read: filters, orders, pages, walks. */
interface ListHttpContract extends HttpContract {

  String ITEMS = "/_embedded/inf:assistant";

  private static List<String> names(Person person, String query) {
    return person.get("/api/assistants" + query).expect(200).texts(ITEMS, "name");
  }

  @Test
  default void onlyWhatIsLiveIsListedLastChangedFirst() {
    Person alice = alice();
    String first = alice.has("first");
    HttpContract.awaitAnotherMillisecond();
    alice.has("second");
    alice.post(first + "/_edit").expect(201);
    alice.put(first + "/draft", Body.of()).refused(405, "method-not-allowed");
    assertThat(names(alice, "")).containsExactly("second", "first");

    HttpContract.awaitAnotherMillisecond();
    alice.put(first, Body.of("welcome", "w")).expect(200);
    assertThat(names(alice, "")).containsExactly("first", "second");
  }

  @Test
  default void eachIsListedWithItsSkills() {
    Person alice = alice();
    String path = alice.has("A");
    alice.post(path + "/skills", Body.of("type", "web-search", "name", "Find")).expect(201);
    alice
        .get("/api/assistants")
        .expect(200)
        .shows(ITEMS + "/0/skills/0/type", "web-search", ITEMS + "/0/skills/0/name", "Find");
  }

  @Test
  default void wordsAreLookedForInNameTagsAndDescription() {
    Person alice = alice();
    alice.creates(Body.of("name", "Sales Helper", "description", "for Größe and pipelines"));
    alice.creates(Body.of("name", "Other", "tags", List.of("Sales-EU")));
    alice.creates(Body.of("name", "Far", "description", "x".repeat(499) + "needle"));
    alice.creates(Body.of("name", "Near", "description", "x".repeat(494) + "needle"));
    alice.creates(Body.of("name", "Quiet", "instructions", "sales"));

    assertThat(names(alice, "?q=SALES&sort=name")).containsExactly("Other", "Sales Helper");
    assertThat(names(alice, "?q=gr%C3%B6sse")).containsExactly("Sales Helper");
    assertThat(names(alice, "?q=GR%C3%96%C3%9FE")).containsExactly("Sales Helper");
    assertThat(names(alice, "?q=help%20sal")).containsExactly("Sales Helper");
    assertThat(names(alice, "?q=sales+eu")).containsExactly("Other");
    assertThat(names(alice, "?q=needle")).containsExactly("Near");
    assertThat(names(alice, "?q=s&sort=name")).containsExactly("Other", "Sales Helper");
    assertThat(names(alice, "?q=%25")).isEmpty();
    assertThat(names(alice, "?q=_")).isEmpty();
  }

  @Test
  default void filtersNarrowTheList() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    alice.creates(Body.of("name", "A", "tags", List.of("red"), "folderId", "f1"));
    alice.creates(Body.of("name", "B", "tags", List.of("red", "blue"), "ownerId", "sales"));
    String c = alice.has("C");
    alice.post(c + "/skills", Body.of("type", "web-search")).expect(201);

    assertThat(names(alice, "?tag=red&sort=name")).containsExactly("A", "B");
    assertThat(names(alice, "?tag=re")).isEmpty();
    assertThat(names(alice, "?ownerId=sales")).containsExactly("B");
    assertThat(names(alice, "?folderId=f1")).containsExactly("A");
    assertThat(names(alice, "?skillType=web-search")).containsExactly("C");
    assertThat(names(alice, "?tag=red&ownerId=alice&q=a")).containsExactly("A");
    alice.get("/api/assistants?tag=red").expect(200).shows("/total", 2, "/count", 2);
  }

  @Test
  default void ordersGoBothWays() throws InterruptedException {
    Person alice = alice();
    for (String name : List.of("beta", "Alpha", "émile", "alpha", "Gamma")) {
      alice.has(name);
      // Two of the same millisecond have no order.
      Thread.sleep(2);
    }
    alice.put("/api/assistants/alice:beta", Body.of("welcome", "w")).expect(200);

    assertThat(names(alice, "?sort=createdAt"))
        .containsExactly("beta", "Alpha", "émile", "alpha", "Gamma");
    assertThat(names(alice, "?sort=-createdAt"))
        .containsExactly("Gamma", "alpha", "émile", "Alpha", "beta");
    assertThat(names(alice, "?sort=name"))
        .containsExactly("Alpha", "alpha", "beta", "Gamma", "émile");
    assertThat(names(alice, "?sort=-name"))
        .containsExactly("émile", "Gamma", "beta", "alpha", "Alpha");
    assertThat(names(alice, "?sort=-updatedAt").getFirst()).isEqualTo("beta");
    assertThat(names(alice, "?sort=updatedAt").getLast()).isEqualTo("beta");
    assertThat(names(alice, "")).isEqualTo(names(alice, "?sort=-updatedAt"));
  }

  private static Person withMany(Person person, int count) {
    for (int i = 0; i < count; i++) {
      person.creates(Body.of("name", String.format(java.util.Locale.ROOT, "n%02d", i)));
    }
    return person;
  }

  @Test
  default void pagesAreLinkedFromTheFirstToTheLast() {
    Person alice = withMany(alice(), 11);
    List<String> seen = new ArrayList<>();
    List<String> self = new ArrayList<>();

    Answer page = alice.get("/api/assistants?sort=name&limit=4&q=n").expect(200);
    page.shows("/total", 11, "/count", 4, "/start", 0);
    assertThat(page.links("prev")).isFalse();
    seen.addAll(page.texts(ITEMS, "name"));
    while (page.links("next")) {
      self.add(page.link("self"));
      page = alice.get(page.link("next")).expect(200);
      seen.addAll(page.texts(ITEMS, "name"));
      assertThat(alice.get(page.link("prev")).expect(200).link("self")).isEqualTo(self.getLast());
    }

    assertThat(seen).hasSize(11).isSorted().doesNotHaveDuplicates();
    page.shows("/start", 8, "/count", 3);
    assertThat(alice.get(page.link("first")).expect(200).texts(ITEMS, "name")).startsWith("n00");
    assertThat(alice.get(self.getFirst()).expect(200).link("last")).isEqualTo(page.link("self"));
  }

  @Test
  default void aWalkByCursorMeetsEachOne() {
    Person alice = withMany(alice(), 11);
    alice.has("n05");
    for (String sort : List.of("name", "-name", "createdAt", "-createdAt", "updatedAt", "")) {
      List<String> walked = new ArrayList<>();
      String next = "/api/assistants?limit=5&after=" + (sort.isEmpty() ? "" : "&sort=" + sort);
      int pages = 0;
      while (!next.isEmpty()) {
        Answer page = alice.get(next).expect(200);
        walked.addAll(page.texts(ITEMS, "naturalId"));
        pages++;
        assertThat(page.links("last")).isFalse();
        next = page.links("next") ? page.link("next") : "";
      }
      assertThat(pages).isEqualTo(3);
      assertThat(walked).as(sort).hasSize(12).doesNotHaveDuplicates();
      String whole = "?limit=200" + (sort.isEmpty() ? "" : "&sort=" + sort);
      assertThat(alice.get("/api/assistants" + whole).expect(200).texts(ITEMS, "naturalId"))
          .isEqualTo(walked);
    }
  }

  @Test
  default void wrongParametersAreNamed() {
    Person alice = alice();
    refused(alice, "start=10001", "start");
    refused(alice, "start=-1", "start");
    refused(alice, "start=x", "start");
    refused(alice, "start=1&start=2", "start");
    refused(alice, "limit=0", "limit");
    refused(alice, "limit=201", "limit");
    refused(alice, "limit=+5", "limit");
    refused(alice, "sort=colour", "sort");
    refused(alice, "sort=", "sort");
    refused(alice, "q=", "q");
    refused(alice, "q=%20%20", "q");
    refused(alice, "q=" + "x".repeat(101), "q");
    refused(alice, "q=a+b+c+d+e+f+g+h+i", "q");
    refused(alice, "q=%00", "q");
    refused(alice, "after=nonsense", "after");
    refused(alice, "after=%C3%A9", "after");
    refused(alice, "after=&start=5", "start");
    refused(alice, "colour=red&Q=x", "colour", "Q");
    refused(alice, "limit=0&sort=x&colour=red", "limit", "sort", "colour");
    assertThat(alice.get("/api/assistants?start=10001").refused(400, "invalid-request").body())
        .contains("after");
    alice.get("/api/assistants?start=10000&limit=200").expect(200).shows("/count", 0);
    alice.get("/api/assistants?q=" + "x".repeat(100)).expect(200);
    alice.get("/api/assistants?q=a+b+c+d+e+f+g+h").expect(200);
  }

  private static void refused(Person person, String query, String... parameters) {
    person
        .get("/api/assistants?" + query)
        .refused(400, "invalid-request")
        .namesParameters(parameters);
  }

  @Test
  default void aCursorIsGoodForItsOwnOrder() {
    Person alice = withMany(alice(), 3);
    String next = alice.get("/api/assistants?after=&limit=1&sort=name").expect(200).link("next");
    alice.get(next).expect(200);
    refused(
        alice, next.substring(next.indexOf('?') + 1).replace("sort=name", "sort=-name"), "after");
  }

  @Test
  default void eachCallerListsWhatHeCanRead() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    alice.creates(Body.of("name", "mine"));
    alice.creates(Body.of("name", "teams", "ownerId", "sales"));
    alice.creates(Body.of("name", "open", "shared", true, "ownerId", "alice"));

    assertThat(names(alice, "?sort=name")).containsExactly("mine", "open", "teams");
    assertThat(names(tenant.user("bob").readerOf("sales"), "?sort=name"))
        .containsExactly("open", "teams");
    assertThat(names(tenant.user("carol"), "")).containsExactly("open");
    assertThat(names(tenant.user("root").tenantAdmin(), "?sort=name"))
        .containsExactly("mine", "open", "teams");
    assertThat(names(tenant().user("alice").writerOf("sales"), "")).isEmpty();
    // A user never gets a team's rights through an equal name.
    assertThat(names(tenant.user("sales"), "")).containsExactly("open");
    assertThat(names(tenant.user("dave").writerOf("alice"), "")).containsExactly("open");
  }

  @Test
  default void theFlatListTellsOfTagsSharingAndSkills() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    alice.creates(
        Body.of("name", "A", "description", "d", "tags", List.of("t"), "ownerId", "sales"));
    alice.post("/api/assistants/sales:a/skills", Body.of("type", "web-search")).expect(201);

    Answer list = alice.get("/api/assistants-list").expect(200);

    list.shows(
        "/0/naturalId",
        "sales:a",
        "/0/name",
        "A",
        "/0/description",
        "d",
        "/0/tags",
        List.of("t"),
        "/0/sharing",
        List.of(Body.of("principalId", "alice", "principalType", "user", "accessLevel", 3)),
        "/0/skills/0/type",
        "web-search");
    assertThat(list.has("/0/createdAt")).isTrue();
    assertThat(list.header("Content-Type")).startsWith("application/json");
    // Shares with others are for level 3.
    tenant
        .user("bob")
        .writerOf("sales")
        .get("/api/assistants-list")
        .expect(200)
        .shows("/0/name", "A", "/0/sharing", List.of());
    assertThat(tenant.user("carol").get("/api/assistants-list").expect(200).items("")).isEmpty();
    alice.get("/api/assistants-list?colour=red").refused(400, "invalid-request");
  }

  @Test
  default void theFlatListIsWholeHoweverLong() {
    Person alice = withMany(alice(), 99);
    Stream.iterate(0, i -> i + 1).limit(130).forEach(i -> alice.has("more " + i));

    List<String> names = alice.get("/api/assistants-list").expect(200).texts("", "name");

    assertThat(names).hasSize(229).doesNotHaveDuplicates();
  }
}
