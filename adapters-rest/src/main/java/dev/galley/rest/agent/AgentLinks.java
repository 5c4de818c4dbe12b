package dev.galley.rest.agent;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.Links;
import java.util.Optional;
import java.util.OptionalLong;

/** Relative links between agents, their revisions and working copies. */
final class AgentLinks {
  static final String AGENTS = "/v1/tenants/{tenant}/agents";
  static final String REVISION = AGENTS + "/{agent}/revisions/{revision}";

  private AgentLinks() {}

  static String agents(TenantId tenant) {
    return "/v1/tenants/" + Links.segment(tenant.value()) + "/agents";
  }

  static String agent(TenantId tenant, String agent) {
    return agents(tenant) + '/' + agent;
  }

  static String revisions(TenantId tenant, String agent) {
    return agent(tenant, agent) + "/revisions";
  }

  static String revision(TenantId tenant, String agent, long number) {
    return revisions(tenant, agent) + '/' + number;
  }

  static String draft(TenantId tenant, String agent, long base) {
    return revision(tenant, agent, base) + "/draft";
  }

  /** The page behind an item; its cursor needs no escape. */
  static String page(String path, String after, int limit) {
    return path + "?after=" + after + "&limit=" + limit;
  }

  /** The page behind a number, when there is one. */
  static Optional<String> page(String path, OptionalLong after, int limit) {
    return after.isPresent()
        ? Optional.of(page(path, Long.toString(after.getAsLong()), limit))
        : Optional.empty();
  }

  static JsonObject to(String href) {
    return Links.to(href);
  }
}
