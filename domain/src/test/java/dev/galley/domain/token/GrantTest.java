package dev.galley.domain.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Credential;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final Caller ALICE =
      new Caller(
          new TenantId("acme"),
          "alice",
          Map.of("sales", TeamRole.WRITER, "support", TeamRole.READER),
          Set.of(Caller.AI_SEAT, "other"),
          Set.of(Caller.CREATE_ASSISTANTS, Caller.READ_EVENTS, Grant.CREATE, "operator", "admin"),
          Set.of(Caller.TENANT_ADMIN, Caller.OPERATOR));
  private static final Credential.Delegated CREDENTIAL =
      new Credential.Delegated(new UUID(0, 1), false, Optional.empty());
  private static final Grant ALL = new Grant(Optional.empty(), Optional.empty());

  private static Grant permissions(String... permissions) {
    return new Grant(Optional.of(List.of(permissions)), Optional.empty());
  }

  private static Grant teams(Grant.Team... teams) {
    return new Grant(Optional.empty(), Optional.of(List.of(teams)));
  }

  private static Grant.Team team(String id) {
    return new Grant.Team(id, Optional.empty());
  }

  private static Grant.Team team(String id, TeamRole role) {
    return new Grant.Team(id, Optional.of(role));
  }

  private static List<String> pointers(Grant grant) {
    return grant.excess(ALICE).stream().map(FieldError::pointer).toList();
  }

  @Test
  void tokenHasAllRightsOfItsCreatorButThoseToRule() {
    Caller bearer = ALL.bearer(ALICE, CREDENTIAL);
    assertThat(ALL.excess(ALICE)).isEmpty();
    assertThat(bearer.tenant()).isEqualTo(ALICE.tenant());
    assertThat(bearer.user()).isEqualTo("alice");
    assertThat(bearer.teams()).isEqualTo(ALICE.teams());
    assertThat(bearer.seats()).isEqualTo(ALICE.seats());
    assertThat(bearer.permissions())
        .containsExactlyInAnyOrder(Caller.CREATE_ASSISTANTS, Caller.READ_EVENTS);
    assertThat(bearer.roles()).isEmpty();
    assertThat(bearer.apiToken()).contains(new UUID(0, 1));
  }

  @Test
  void tokenHasThePartThatIsAskedFor() {
    assertThat(permissions(Caller.READ_EVENTS).bearer(ALICE, CREDENTIAL).permissions())
        .containsExactly(Caller.READ_EVENTS);
    assertThat(permissions().bearer(ALICE, CREDENTIAL).permissions()).isEmpty();
    assertThat(teams().bearer(ALICE, CREDENTIAL).teams()).isEmpty();
    assertThat(teams(team("sales")).bearer(ALICE, CREDENTIAL).teams())
        .isEqualTo(Map.of("sales", TeamRole.WRITER));
    assertThat(teams(team("sales", TeamRole.READER)).bearer(ALICE, CREDENTIAL).teams())
        .isEqualTo(Map.of("sales", TeamRole.READER));
  }

  @Test
  void whatTheCreatorDoesNotHaveIsNamed() {
    assertThat(pointers(permissions(Caller.READ_EVENTS, "agents:create")))
        .containsExactly("/permissions/1");
    assertThat(pointers(teams(team("sales"), team("board")))).containsExactly("/teams/1");
    assertThat(pointers(teams(team("sales", TeamRole.ADMIN)))).containsExactly("/teams/0");
    assertThat(pointers(teams(team("sales", TeamRole.WRITER)))).isEmpty();
  }

  @Test
  void nothingIsGivenThatTheCreatorDoesNotHave() {
    Caller bearer =
        new Grant(
                Optional.of(List.of("agents:create", Grant.CREATE, "admin")),
                Optional.of(List.of(team("board"), team("support", TeamRole.ADMIN))))
            .bearer(ALICE, CREDENTIAL);
    assertThat(bearer.permissions()).isEmpty();
    assertThat(bearer.teams()).isEqualTo(Map.of("support", TeamRole.READER));
  }
}
