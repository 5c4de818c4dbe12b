package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Who may do what with an agent, beyond what the {@link AccessTable} tells. */
interface AgentAccessHttpContract extends HttpContract {

  /** Somebody's call, as far as it depends on who he is. */
  record Try(String name, String least, Function<Person, Call> call) {}

  private static List<Try> everything(Studio studio) {
    String path = studio.path();
    String draft = studio.draft(1);
    return List.of(
        new Try("read", "Viewer", p -> p.get(path)),
        new Try("members", "Viewer", p -> p.get(path + "/members")),
        new Try("revisions", "Viewer", p -> p.get(path + "/revisions")),
        new Try("revision", "Viewer", p -> p.get(path + "/revisions/1")),
        new Try("verify", "Viewer", p -> p.get(path + "/revisions/_verify")),
        new Try("deploys", "Viewer", p -> p.get(path + "/revisions/deploys")),
        new Try("compare", "Viewer", p -> p.get(path + "/_compare?from=revision:0&to=revision:1")),
        new Try("drafts", "Editor", p -> p.get(path + "/drafts")),
        new Try("mint", "Editor", p -> p.post(path + "/revisions", Studio.content("x"))),
        new Try("draft", "Editor", p -> p.get(draft)),
        new Try("save", "Editor", p -> p.put(draft, Studio.content("mine"))),
        new Try("undo", "Editor", p -> p.post(draft + ":undo").ifMatch("99")),
        new Try("redo", "Editor", p -> p.post(draft + ":redo").ifMatch("99")),
        new Try(
            "restore",
            "Editor",
            p -> p.post(draft + ":restore", Body.of("seqNo", 1)).ifMatch("99")),
        new Try("reset", "Editor", p -> p.post(draft + ":reset").ifMatch("99")),
        new Try("validate", "Editor", p -> p.post(draft + ":validate")),
        new Try("compare draft", "Editor", p -> p.get(draft + ":compare")),
        new Try("rebase", "Editor", p -> p.post(draft + ":rebase").ifMatch("99")),
        new Try("commit", "Editor", p -> p.post(draft + ":commit").ifMatch("99")),
        new Try("history", "Editor", p -> p.get(draft + "/history")),
        new Try("entry", "Editor", p -> p.get(draft + "/history/1")),
        new Try("pin", "Editor", p -> p.patch(draft + "/history/1", Body.of("pinned", true))),
        new Try("discard", "Editor", p -> p.delete(draft)),
        new Try("follow", "Editor", p -> p.get(draft + ":subscribe").header("Accept", "*/*")),
        new Try("deploy", "Admin", p -> p.post(path + "/revisions/1:deploy")),
        new Try(
            "commit and deploy",
            "Admin",
            p -> p.post(draft + ":commit", Body.of("deploy", true)).ifMatch("99")),
        new Try("describe", "Admin", p -> p.patch(path, Body.of("displayName", "H"))),
        new Try("give", "Admin", p -> p.put(path + "/members/eve", Body.of("role", "Viewer"))),
        new Try("take", "Admin", p -> p.delete(path + "/members/eve")),
        new Try("delete", "Admin", p -> p.delete(path)));
  }

  private static int rank(String role) {
    return List.of("Viewer", "Editor", "Admin").indexOf(role);
  }

  @Test
  default void eachRoleMayDoWhatItSays() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first");
    for (String role : List.of("Viewer", "Editor", "Admin")) {
      Person member = tenant.user(role);
      studio.give(alice, role, role);
      for (Try one : everything(studio)) {
        if (rank(role) < rank(one.least())) {
          assertThat(one.call().apply(member).refused(403, "forbidden").text("/detail"))
              .as(one.name())
              .contains(one.least(), role);
        } else if (!one.name().equals("delete")) {
          assertThat(one.call().apply(member).send().status())
              .as("%s by a %s", one.name(), role)
              .isNotIn(401, 403);
        }
      }
    }
  }

  @Test
  default void forWhomThereIsNoRoleThereIsNoAgent() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first");
    studio.saves(alice, 1, Studio.content("mine"));
    Person stranger = tenant.user("stranger");
    // He has an agent of that id too, in his own tenant.
    Tenant elsewhere = tenant();
    Person foreigner = elsewhere.user("alice");
    Studio own = Studio.of(elsewhere, foreigner);
    own.mints(foreigner, "first");
    own.saves(foreigner, 1, Studio.content("mine"));
    Person foreignAdmin = tenant().user("alice").tenantAdmin();
    Studio nowhere = new Studio(tenant, Studio.agents(tenant) + "/nothing");
    for (int i = 0; i < everything(studio).size(); i++) {
      Answer refused = everything(studio).get(i).call().apply(stranger).refused(404, "not-found");
      everything(studio).get(i).call().apply(foreigner).refused(404, "not-found");
      everything(studio).get(i).call().apply(foreignAdmin).refused(404, "not-found");
      // What may not be seen looks like what is not there.
      Answer none = everything(nowhere).get(i).call().apply(stranger).refused(404, "not-found");
      assertThat(refused.text("/detail")).isEqualTo(none.text("/detail"));
    }
    foreigner.get(Studio.agents(tenant)).refused(404, "not-found");
    foreigner.post(Studio.agents(tenant), Body.of("id", "mine")).refused(404, "not-found");
  }

  @Test
  default void tenantAdminsAreAdmins() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first");
    Person root = tenant.user("root").tenantAdmin();
    root.get(studio.path()).expect(200).shows("/role", "Admin");
    root.post(studio.path() + "/revisions/1:deploy").expect(200);
    root.delete(studio.path()).expect(204);
  }

  @Test
  default void aDraftIsSeenByItsUserAlone() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    Person root = tenant.user("root").tenantAdmin();
    Studio studio = Studio.of(tenant, alice);
    studio.give(alice, "bob", "Editor");
    studio.saves(bob, 0, Studio.sketch("bob's"));
    for (Person other : List.of(alice, root)) {
      other.get(studio.draft(0)).expect(204);
      assertThat(other.get(studio.path() + "/drafts").expect(200).items("")).isEmpty();
      other.get(studio.draft(0) + "/history").refused(404, "not-found");
      other.post(studio.draft(0) + ":undo").ifMatch("1").refused(409, "draft-gone");
    }
    studio.saves(alice, 0, Studio.sketch("alice's"));
    bob.get(studio.draft(0)).expect(200).shows("/headData/comment", "bob's", "/version", 1);

    alice.delete(studio.path() + "/members/bob").expect(204);
    bob.get(studio.draft(0)).refused(404, "not-found");
    studio.give(alice, "bob", "Viewer");
    bob.get(studio.draft(0)).refused(403, "forbidden");
    studio.give(alice, "bob", "Editor");
    bob.get(studio.draft(0)).expect(200).shows("/headData/comment", "bob's");
  }
}
