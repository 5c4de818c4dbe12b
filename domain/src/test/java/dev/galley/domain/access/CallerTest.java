package dev.galley.domain.access;

import static dev.galley.domain.fixtures.CallerFixture.caller;
import static dev.galley.domain.fixtures.CallerFixture.member;
import static dev.galley.domain.fixtures.CallerFixture.memberOfTwo;
import static dev.galley.domain.fixtures.CallerFixture.tenantAdmin;
import static dev.galley.domain.fixtures.CallerFixture.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.content.ContentHash;
import dev.galley.domain.fixtures.CallerFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
  private static final Principal SALES = Principal.team("sales");
  private static final Principal ALICE = Principal.user("alice");

  @Test
  void ownerHasTheHighestLevel() {
    assertThat(user("alice").levelOn(ALICE, List.of())).isEqualTo(Level.ADMIN);
  }

  @Test
  void strangerHasNoLevel() {
    assertThat(user("bob").levelOn(ALICE, List.of())).isEqualTo(Level.NONE);
    assertThat(member("bob", "support", TeamRole.ADMIN).levelOn(SALES, List.of()))
        .isEqualTo(Level.NONE);
  }

  @ParameterizedTest
  @CsvSource({"READER, READ", "WRITER, WRITE", "ADMIN, ADMIN"})
  void memberHasTheLevelOfHisRoleOnWhatHisTeamOwns(TeamRole role, Level level) {
    assertThat(member("bob", "sales", role).levelOn(SALES, List.of())).isEqualTo(level);
  }

  @ParameterizedTest
  @EnumSource(value = Level.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void shareGivesItsLevelToAUserAndToEveryMemberOfATeam(Level level) {
    assertThat(user("bob").levelOn(ALICE, List.of(new Share(Principal.user("bob"), level))))
        .isEqualTo(level);
    assertThat(
            member("bob", "sales", TeamRole.READER)
                .levelOn(ALICE, List.of(new Share(SALES, level))))
        .isEqualTo(level);
  }

  @Test
  void highestOfAllLevelsCounts() {
    Caller bob = memberOfTwo("bob", "sales", TeamRole.READER, "support", TeamRole.READER);
    Share toBob = new Share(Principal.user("bob"), Level.READ);
    Share toSupport = new Share(Principal.team("support"), Level.WRITE);

    assertThat(bob.levelOn(SALES, List.of(toBob, toSupport))).isEqualTo(Level.WRITE);
    assertThat(bob.levelOn(SALES, List.of(toSupport, toBob))).isEqualTo(Level.WRITE);
    assertThat(user("alice").levelOn(ALICE, List.of(new Share(ALICE, Level.READ))))
        .isEqualTo(Level.ADMIN);
    assertThat(
            member("bob", "sales", TeamRole.WRITER)
                .levelOn(SALES, List.of(new Share(SALES, Level.READ))))
        .isEqualTo(Level.WRITE);
  }

  @Test
  void userGetsNothingOfATeamOfEqualId() {
    Caller called = user("sales");

    assertThat(called.levelOn(SALES, List.of())).isEqualTo(Level.NONE);
    assertThat(called.levelOn(ALICE, List.of(new Share(SALES, Level.ADMIN)))).isEqualTo(Level.NONE);
  }

  @Test
  void memberOfATeamGetsNothingOfAUserOfEqualId() {
    Caller member = member("bob", "alice", TeamRole.ADMIN);

    assertThat(member.levelOn(ALICE, List.of())).isEqualTo(Level.NONE);
    assertThat(member.levelOn(SALES, List.of(new Share(ALICE, Level.ADMIN)))).isEqualTo(Level.NONE);
  }

  @Test
  void tenantAdminHasTheHighestLevelOnEverything() {
    assertThat(tenantAdmin().levelOn(ALICE, List.of())).isEqualTo(Level.ADMIN);
  }

  @Test
  void operatorSeesNoContent() {
    Caller operator = caller(CallerFixture.ACME, "ops", Map.of(), Set.of(Caller.OPERATOR));

    assertThat(operator.levelOn(ALICE, List.of())).isEqualTo(Level.NONE);
    assertThat(operator.isTenantAdmin()).isFalse();
  }

  @Test
  void principalNamedWithoutItsKindIsATeamOnlyForItsMembers() {
    assertThat(member("bob", "sales", TeamRole.READER).resolve("sales")).isEqualTo(SALES);
    assertThat(user("bob").resolve("sales")).isEqualTo(Principal.user("sales"));
    assertThat(member("bob", "bob", TeamRole.READER).resolve("bob"))
        .isEqualTo(Principal.team("bob"));
    assertThat(user("bob").principal()).isEqualTo(Principal.user("bob"));
  }

  @Test
  void firstTeamInWhichTheCallerWritesIsTakenInTheOrderOfTheCredentials() {
    assertThat(memberOfTwo("bob", "z", TeamRole.ADMIN, "a", TeamRole.WRITER).firstWritingTeam())
        .contains(Principal.team("z"));
    assertThat(memberOfTwo("bob", "z", TeamRole.READER, "a", TeamRole.WRITER).firstWritingTeam())
        .contains(Principal.team("a"));
    assertThat(member("bob", "z", TeamRole.READER).firstWritingTeam()).isEmpty();
  }

  @Test
  void seatAndPermissionsAreThoseOfTheCredentials() {
    Caller bare =
        new Caller(
            CallerFixture.ACME,
            "bob",
            Map.of(),
            Set.of("bi"),
            Set.of(Caller.CREATE_ASSISTANTS),
            Set.of());

    assertThat(bare.hasSeat()).isFalse();
    assertThat(user("bob").hasSeat()).isTrue();
    assertThat(bare.may(Caller.CREATE_ASSISTANTS)).isTrue();
    assertThat(user("bob").may(Caller.CREATE_ASSISTANTS)).isFalse();
  }

  @Test
  void callerIsNotChangedThroughTheCollectionsItWasMadeOf() {
    Map<String, TeamRole> teams = new HashMap<>(Map.of("sales", TeamRole.READER));
    Caller bob = caller(CallerFixture.ACME, "bob", teams, Set.of());

    teams.put("sales", TeamRole.ADMIN);

    assertThat(bob.levelOn(SALES, List.of())).isEqualTo(Level.READ);
    assertThatThrownBy(() -> bob.teams().clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a/b", "a\u0000b", "a\nb", "a\u007fb", "a\u0085b", "a\ud800", ".", ".."})
  void idsThatCouldNotStandInAPathAreRefusedEverywhere(String id) {
    assertThat(Identifiers.valid(id)).isFalse();
    assertThatThrownBy(() -> user(id)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> member("bob", id, TeamRole.READER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Principal.team(id)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TenantId(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsAreCountedInCodePoints() {
    assertThat(Identifiers.valid("\ud83d\ude00".repeat(200))).isTrue();
    assertThat(Identifiers.valid("a".repeat(201))).isFalse();
    assertThat(Identifiers.valid("team:analytics")).isTrue();
    assertThat(Identifiers.valid(" ")).isTrue();
  }

  @Test
  void keyOfAPrincipalLeadsBackToIt() {
    for (Principal principal :
        List.of(
            Principal.user("alice"),
            Principal.team("alice"),
            Principal.user("team:alice"),
            Principal.team("user:x:y"))) {
      assertThat(Principal.ofKey(principal.key())).isEqualTo(principal);
    }
    assertThat(Principal.team("team").key()).isEqualTo("team:team");
    for (String junk : List.of("", "alice", "user:", "group:alice", "USER:alice")) {
      assertThatThrownBy(() -> Principal.ofKey(junk))
          .as(junk)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void levelsIncludeThoseBelowThem() {
    for (Level have : Level.values()) {
      for (Level need : Level.values()) {
        assertThat(have.allows(need)).isEqualTo(have.number() >= need.number());
        assertThat(have.or(need).number()).isEqualTo(Math.max(have.number(), need.number()));
      }
      assertThat(Level.ofNumber(have.number())).isEqualTo(have);
    }
    assertThat(Level.READ.number()).isEqualTo(1);
    assertThat(Level.ADMIN.number()).isEqualTo(3);
    assertThatThrownBy(() -> Level.ofNumber(4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Level.ofNumber(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shareGivesSomething() {
    assertThatThrownBy(() -> new Share(ALICE, Level.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rolesAreNamedAsOnTheWire() {
    assertThat(TeamRole.ofWireName("writer")).contains(TeamRole.WRITER);
    assertThat(TeamRole.ofWireName("WRITER")).isEmpty();
    assertThat(TeamRole.ofWireName("owner")).isEmpty();
  }

  private static Caller with(Credential credential) {
    Caller alice = user("alice");
    return new Caller(
        alice.tenant(),
        alice.user(),
        alice.teams(),
        alice.seats(),
        alice.permissions(),
        alice.roles(),
        credential);
  }

  @Test
  void tokenForOneAssistantReachesNoOther() {
    UUID one = new UUID(0, 1);
    UUID other = new UUID(0, 2);
    Caller bound = with(new Credential.Delegated(new UUID(9, 9), false, Optional.of(one)));
    assertThat(bound.reaches(one)).isTrue();
    assertThat(bound.reaches(other)).isFalse();
    assertThat(bound.apiToken()).contains(new UUID(9, 9));
    Caller free = with(new Credential.Delegated(new UUID(9, 9), true, Optional.empty()));
    assertThat(free.reaches(other)).isTrue();
    assertThat(user("alice").reaches(other)).isTrue();
    assertThat(user("alice").apiToken()).isEmpty();
  }

  @Test
  void runtimeReachesWhatHasItsToken() {
    ContentHash token = ContentHash.ofText("token");
    Caller runtime = with(new Credential.External(token));
    assertThat(runtime.reaches(new UUID(0, 1))).isFalse();
    assertThat(runtime.shows(token)).isTrue();
    assertThat(runtime.shows(ContentHash.ofText("other"))).isFalse();
    assertThat(user("alice").shows(token)).isFalse();
    assertThat(runtime.apiToken()).isEmpty();
  }
}
