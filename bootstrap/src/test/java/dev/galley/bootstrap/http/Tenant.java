package dev.galley.bootstrap.http;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.token.Grant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A tenant and the people in it. */
record Tenant(Galley galley, String name) {

  /** Somebody with the seat who may create assistants and agents and belongs to no team. */
  Member user(String user) {
    return new Member(
        galley,
        new Caller(
            new TenantId(name),
            user,
            Map.of(),
            Set.of(Caller.AI_SEAT),
            Set.of(Caller.CREATE_ASSISTANTS, Agent.CREATE),
            Set.of()));
  }

  /** Somebody with a token, before his calls: what the token says can still be changed. */
  static final class Member extends Person {
    private final Galley galley;
    private final Caller caller;

    Member(Galley galley, Caller caller) {
      super(galley, galley.tokenOf(caller));
      this.galley = galley;
      this.caller = caller;
    }

    String name() {
      return caller.user();
    }

    TenantId tenant() {
      return caller.tenant();
    }

    Member readerOf(String team) {
      return in(team, TeamRole.READER);
    }

    Member writerOf(String team) {
      return in(team, TeamRole.WRITER);
    }

    Member adminOf(String team) {
      return in(team, TeamRole.ADMIN);
    }

    private Member in(String team, TeamRole role) {
      Map<String, TeamRole> teams = new LinkedHashMap<>(caller.teams());
      teams.put(team, role);
      return as(teams, caller.seats(), caller.permissions(), caller.roles());
    }

    Member withoutSeat() {
      return as(caller.teams(), Set.of(), caller.permissions(), caller.roles());
    }

    Member withoutPermissions() {
      return as(caller.teams(), caller.seats(), Set.of(), caller.roles());
    }

    /** With the right to report for others, and no other. */
    Member chatReporter() {
      return as(caller.teams(), caller.seats(), Set.of(Caller.REPORT_CHATS), caller.roles());
    }

    /** With the right to read events, and no other. */
    Member eventReader() {
      return as(caller.teams(), caller.seats(), Set.of(Caller.READ_EVENTS), caller.roles());
    }

    /** With the right to make API tokens, besides those that everybody has here. */
    Member tokenMaker() {
      return allowed(Grant.CREATE);
    }

    /** With permissions besides those that everybody has here. */
    Member allowed(String... more) {
      Set<String> permissions = new HashSet<>(caller.permissions());
      permissions.addAll(Set.of(more));
      return as(caller.teams(), caller.seats(), permissions, caller.roles());
    }

    /** Whoever comes with an API token that this one makes now. */
    Person with(Object... asked) {
      JsonObject body = Body.of(asked).with("name", Json.of("test"));
      return new Person(galley, post("/api/tokens", body).expect(201).text("/token"));
    }

    Caller caller() {
      return caller;
    }

    Member tenantAdmin() {
      return withRole(Caller.TENANT_ADMIN);
    }

    Member operator() {
      return withRole(Caller.OPERATOR);
    }

    private Member withRole(String role) {
      return as(caller.teams(), caller.seats(), caller.permissions(), Set.of(role));
    }

    private Member as(
        Map<String, TeamRole> teams,
        Set<String> seats,
        Set<String> permissions,
        Set<String> roles) {
      return new Member(
          galley, new Caller(caller.tenant(), caller.user(), teams, seats, permissions, roles));
    }
  }
}
