package dev.galley.rest.agent;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.Links;

/** Relative links between agents, their revisions and working copies. */
final class AgentLinks {

  private AgentLinks() {}

  static String agents(TenantId tenant) {
    return "/v1/tenants/" + Links.segment(tenant.value()) + "/agents";
  }

  static String agent(TenantId tenant, String agent) {
    return agents(tenant) + '/' + agent;
  }

  static String revision(TenantId tenant, String agent, long number) {
    return agent(tenant, agent) + "/revisions/" + number;
  }

  static String draft(TenantId tenant, String agent, long base) {
    return revision(tenant, agent, base) + "/draft";
  }

  static JsonObject to(String href) {
    return Links.to(href);
  }
}
