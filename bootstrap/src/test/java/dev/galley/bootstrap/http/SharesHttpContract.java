package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Levels that are given to users and teams. */
interface SharesHttpContract extends HttpContract {
  String SHARES = "/_embedded/inf:share";

  @Test
  default void aShareLetsInWithJustItsLevel() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String path = alice.has("A");
    bob.get(path).refused(404, "not-found");

    Answer given = alice.put(path + "/shares/bob", Body.of("accessLevel", 1)).expect(201);
    given.shows("/principalId", "bob", "/principalType", "user", "/accessLevel", 1);
    assertThat(alice.get(given.header("Location")).expect(200).object()).isEqualTo(given.object());
    for (String relation : given.names("/_links")) {
      alice.get(given.link(relation)).expect(200);
    }
    bob.get(path).expect(200);
    bob.put(path, Body.of("welcome", "x")).refused(403, "forbidden");
    assertThat(bob.get("/api/assistants").expect(200).number("/total")).isEqualTo(1);

    alice.put(path + "/shares/bob", Body.of("accessLevel", 2)).expect(200);
    bob.put(path, Body.of("welcome", "x")).expect(200).shows("/revision", 2);
    bob.put(path + "/shares/eve", Body.of("accessLevel", 1)).refused(403, "forbidden");
    bob.delete(path + "/shares/bob").refused(403, "forbidden");

    alice.put(path + "/shares/bob", Body.of("accessLevel", 3)).expect(200);
    bob.put(path + "/shares/eve", Body.of("accessLevel", 1)).expect(201);
    alice.delete(path + "/shares/bob").expect(204);
    bob.get(path).refused(404, "not-found");
    assertThat(bob.get("/api/assistants").expect(200).number("/total")).isZero();
    alice.delete(path + "/shares/bob").refused(404, "not-found");
    alice.get(path).expect(200).shows("/revision", 2);
  }

  @Test
  default void aShareWithATeamLetsItsMembersIn() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").readerOf("support");
    String path = alice.has("A");
    Answer given = alice.put(path + "/shares/support", Body.of("accessLevel", 2)).expect(201);
    given.shows("/principalType", "team");
    tenant.user("bob").readerOf("support").put(path, Body.of("icon", "x")).expect(200);
    tenant.user("support").get(path).refused(404, "not-found");
  }

  @Test
  default void aUserAndATeamOfOneIdAreToldApart() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("A");
    String share = path + "/shares/twin";
    alice.put(share, Body.of("accessLevel", 1, "principalType", "user")).expect(201);
    alice.put(share + "?principalType=team", Body.of("accessLevel", 2)).expect(201);

    alice.get(share).refused(409, "ambiguous-principal");
    alice.put(share, Body.of("accessLevel", 3)).refused(409, "ambiguous-principal");
    alice.delete(share).refused(409, "ambiguous-principal");
    alice.get(share + "?principalType=user").expect(200).shows("/accessLevel", 1);
    alice.get(share + "?principalType=team").expect(200).shows("/accessLevel", 2);
    alice.get(share + "?principalType=x").expect(400).namesParameters("principalType");
    alice
        .put(share + "?principalType=team", Body.of("accessLevel", 2, "principalType", "user"))
        .invalid("/principalType");
    alice.delete(share + "?principalType=user").expect(204);
    alice.get(share).expect(200).shows("/principalType", "team");
    // For alice, who is in no team, a user is meant by the id alone: not the one who is there.
    alice.put(share, Body.of("accessLevel", 3)).refused(409, "ambiguous-principal");
  }

  @Test
  default void everybodySeesTheSharesThatLetThemIn() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob").readerOf("support");
    String path = alice.has("A");
    alice.put(path, Body.of("shared", true)).expect(200);
    for (String user : List.of("bob", "carl", "dora")) {
      alice.put(path + "/shares/" + user, Body.of("accessLevel", 2)).expect(201);
    }
    alice
        .put(path + "/shares/support", Body.of("accessLevel", 1, "principalType", "team"))
        .expect(201);

    Answer all = alice.get(path + "/shares").expect(200);
    all.shows("/start", 0, "/count", 4, "/total", 4);
    assertThat(all.texts(SHARES, "principalId")).containsExactly("bob", "carl", "dora", "support");
    alice.get(path + "/shares").ifNoneMatch(all.etag()).expect(304);
    assertThat(alice.get(path + "/shares?start=1&limit=2").expect(200).texts(SHARES, "principalId"))
        .containsExactly("carl", "dora");
    assertThat(bob.get(path + "/shares").expect(200).texts(SHARES, "principalId"))
        .containsExactly("bob", "support");
    bob.get(path + "/shares/bob").expect(200);
    bob.get(path + "/shares/carl").refused(404, "not-found");
    tenant.user("anybody").get(path + "/shares").refused(403, "forbidden");
    tenant.user("anybody").get(path + "/shares/bob").refused(403, "forbidden");

    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    assertThat(alice.get(draft + "/shares").expect(200).number("/total")).isEqualTo(4);
    alice.delete(draft + "/shares/carl").expect(204);
    assertThat(alice.get(path + "/shares").expect(200).number("/total")).isEqualTo(3);
  }

  @Test
  default void aShareIsChangedAsItWasSeen() {
    Person alice = alice();
    String share = alice.has("A") + "/shares/bob";
    alice.put(share, Body.of("accessLevel", 1)).ifMatch("*").refused(412, "precondition-failed");
    Answer given = alice.put(share, Body.of("accessLevel", 1)).expect(201);
    Answer changed = alice.put(share, given.object().with("accessLevel", Body.json(2))).expect(200);
    assertThat(changed.etag()).isNotEqualTo(given.etag());
    alice
        .put(share, Body.of("accessLevel", 3))
        .ifMatch(given.etag())
        .refused(412, "precondition-failed")
        .shows("/changedBy", "alice");
    alice.delete(share).ifMatch(given.etag()).refused(412, "precondition-failed");
    alice.put(share, Body.of("accessLevel", 3)).ifMatch(changed.etag()).expect(200);
    alice.delete(share).ifMatch("*").expect(204);
  }

  @Test
  default void whatNamesNoLevelIsRefused() {
    Person alice = alice();
    String shares = alice.has("A") + "/shares/";
    alice.put(shares + "bob", Body.of()).invalid("/accessLevel");
    for (Object level : List.of(0, 4, 1.5, "2", true, Body.NULL)) {
      alice.put(shares + "bob", Body.of("accessLevel", level)).invalid("/accessLevel");
    }
    alice
        .put(shares + "bob", Body.of("accessLevel", 9, "principalType", "robot", "more", 1))
        .invalid("/accessLevel", "/principalType", "/more");
    alice
        .put(shares + "bob", Body.of("accessLevel", 1, "principalId", "eve"))
        .invalid("/principalId");
    for (String id : List.of("b%0Ab", "b".repeat(201))) {
      alice
          .put(shares + id, Body.of("accessLevel", 1))
          .refused(400, "invalid-request")
          .namesParameters("principalId");
    }
    alice.get(shares + "nobody").refused(404, "not-found");
    alice.get(shares + "bob?x=1").expect(400).namesParameters("x");
  }

  @Test
  default void sharesAreBounded() {
    Person alice = alice();
    String shares = alice.has("A") + "/shares/";
    for (int i = 0; i < 200; i++) {
      alice.put(shares + "u" + i, Body.of("accessLevel", 1)).expect(201);
    }
    alice.put(shares + "one-more", Body.of("accessLevel", 1)).invalid("");
    alice.put(shares + "u7", Body.of("accessLevel", 2)).expect(200);
    alice.delete(shares + "u8").expect(204);
    alice.put(shares + "one-more", Body.of("accessLevel", 1)).expect(201);
  }

  @Test
  default void theLastAdminOfWhatATeamOwnsGoesOnlyWhenThatIsMeant() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    String path = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    String own = path + "/shares/alice";
    alice.put(own, Body.of("accessLevel", 2)).refused(409, "last-admin-share");
    alice.delete(own).refused(409, "last-admin-share");
    alice.put(path + "/shares/bob", Body.of("accessLevel", 3)).expect(201);
    alice.delete(own).expect(204);
    alice.get(path + "/shares").expect(200).shows("/total", 0);
    tenant.user("bob").delete(path + "/shares/bob?force=true").expect(204);
    tenant.user("root").adminOf("sales").put(own, Body.of("accessLevel", 3)).expect(201);

    Person carl = tenant.user("carl");
    String private1 = carl.has("B");
    carl.put(private1 + "/shares/dora", Body.of("accessLevel", 3)).expect(201);
    carl.delete(private1 + "/shares/dora").expect(204);
  }

  @Test
  default void sharesOfADeletedAssistantLetNobodyIn() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("A");
    alice.put(path + "/shares/bob", Body.of("accessLevel", 3)).expect(201);
    alice.delete(path).expect(204);
    tenant.user("bob").get(path + "/shares").refused(404, "not-found");
    tenant().user("bob").get(path + "/shares").refused(404, "not-found");
  }
}
