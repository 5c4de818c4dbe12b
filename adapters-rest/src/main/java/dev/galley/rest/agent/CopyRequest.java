package dev.galley.rest.agent;

import dev.galley.application.agent.CopyAddress;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.rest.http.ClientId;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.PathVariable;
import java.util.Optional;
import java.util.OptionalLong;

/** A request about a working copy: who asks, and where it looks. */
@Introspected
record CopyRequest(
    HttpRequest<?> http,
    Caller caller,
    @PathVariable String tenant,
    @PathVariable String agent,
    @PathVariable String revision) {

  /** Where it looks; a revision that is no number is not found. */
  CopyAddress address() {
    return new CopyAddress(caller, tenant, agent, AgentRequests.number(revision, "revision"));
  }

  /** The version of the draft that the caller says he has seen. */
  OptionalLong seen() {
    return AgentRequests.seen(http);
  }

  /** How the client calls itself. */
  Optional<String> client() {
    return ClientId.of(http);
  }

  /** What was asked for; a refusal is thrown as its problem. */
  <T> T orThrow(Outcome<T> outcome) {
    return AgentRefusals.orThrow(caller.tenant(), outcome);
  }
}
