package dev.galley.application.store;

import static dev.galley.application.store.DocumentFields.hash;
import static dev.galley.application.store.DocumentFields.items;
import static dev.galley.application.store.DocumentFields.number;
import static dev.galley.application.store.DocumentFields.object;
import static dev.galley.application.store.DocumentFields.optionalNumber;
import static dev.galley.application.store.DocumentFields.readStamp;
import static dev.galley.application.store.DocumentFields.text;
import static dev.galley.application.store.DocumentFields.texts;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.AgentProfile;
import dev.galley.domain.agent.Current;
import dev.galley.domain.agent.Minted;
import dev.galley.domain.agent.Role;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** An agent as one JSON document; by the rules of {@link AssistantDocument}. */
final class AgentDocument {

  private AgentDocument() {}

  static JsonObject write(Agent agent) {
    JsonObject.Builder document =
        JsonObject.builder().put("id", agent.id().value()).put("incarnation", agent.incarnation());
    agent.profile().ifPresent(profile -> document.put("profile", write(profile)));
    document
        .put(
            "members",
            JsonArray.ofAll(
                agent.members().entrySet(),
                member ->
                    JsonObject.builder()
                        .put("user", member.getKey())
                        .put("role", member.getValue().wireName())
                        .build()))
        .put("created", DocumentFields.write(agent.created()))
        .put("updated", DocumentFields.write(agent.updated()));
    agent.newest().ifPresent(newest -> document.put("newest", write(newest)));
    agent.deleted().ifPresent(stamp -> document.put("deleted", DocumentFields.write(stamp)));
    agent.current().ifPresent(current -> document.put("current", write(current)));
    return document
        .put("floor", agent.floor())
        .put("deploys", agent.deploys())
        .put("cleared", agent.cleared())
        .put("events", AssistantDocument.write(agent.events()))
        .put("recentChanges", AssistantDocument.write(agent.recentChanges()))
        .build();
  }

  static Agent read(TenantId tenant, long version, JsonObject document) {
    SortedMap<String, Role> members = new TreeMap<>();
    items(document, "members", Function.identity())
        .forEach(member ->
            members.put(text(member, "user"), Role.ofWireName(text(member, "role")).orElseThrow()));
    return new Agent(
        new AgentId(text(document, "id")),
        tenant,
        version,
        number(document, "incarnation"),
        child(document, "profile").map(AgentDocument::readProfile),
        members,
        readStamp(object(document, "created")),
        readStamp(object(document, "updated")),
        child(document, "newest").map(AgentDocument::readMinted),
        number(document, "floor"),
        child(document, "deleted").map(DocumentFields::readStamp),
        child(document, "current").map(AgentDocument::readCurrent),
        number(document, "deploys"),
        number(document, "cleared"),
        AssistantDocument.readCounters(object(document, "events")),
        AssistantDocument.readChanges(document));
  }

  private static Optional<JsonObject> child(JsonObject document, String name) {
    return document.get(name).map(JsonObject.class::cast);
  }

  private static JsonObject write(AgentProfile profile) {
    return JsonObject.builder()
        .put("displayName", profile.displayName())
        .putIfPresent("description", profile.description())
        .put("tags", JsonArray.ofTexts(profile.tags()))
        .build();
  }

  private static AgentProfile readProfile(JsonObject profile) {
    return new AgentProfile(
        text(profile, "displayName"), profile.text("description"), texts(profile, "tags"));
  }

  private static JsonObject write(Minted newest) {
    return JsonObject.builder()
        .put("revision", newest.revision())
        .put("content", newest.content().value())
        .put("hash", newest.hash().value())
        .put("stamp", DocumentFields.write(newest.stamp()))
        .build();
  }

  private static Minted readMinted(JsonObject newest) {
    return new Minted(
        number(newest, "revision"),
        hash(newest, "content"),
        hash(newest, "hash"),
        readStamp(object(newest, "stamp")));
  }

  private static JsonObject write(Current current) {
    JsonObject.Builder document =
        JsonObject.builder()
            .put("revision", current.revision())
            .put("content", current.content().value())
            .put("since", DocumentFields.write(current.since()));
    current.deployedAt().ifPresent(newest -> document.put("deployedAt", newest));
    return document.build();
  }

  private static Current readCurrent(JsonObject current) {
    return new Current(
        number(current, "revision"),
        hash(current, "content"),
        readStamp(object(current, "since")),
        optionalNumber(current, "deployedAt"));
  }
}
