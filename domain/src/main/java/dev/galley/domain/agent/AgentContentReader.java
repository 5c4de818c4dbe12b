package dev.galley.domain.agent;

import static dev.galley.domain.agent.Findings.quoted;

import dev.galley.domain.content.ContentShape.MemberKey;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.content.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what an author wrote against the rules that every content of an agent keeps. */
final class AgentContentReader {
  private static final Set<String> MEMBERS =
      Set.of(
          "comment",
          "subAgents",
          "flow",
          "integrationSlots",
          "integrationBindings",
          "assets",
          "slots");
  private static final Set<String> FLOW_MEMBERS = Set.of("steps", "edges");
  private static final String DEFAULT_KIND = "UNSPECIFIED";
  private static final int ANY_LENGTH = Integer.MAX_VALUE;

  private final JsonObject written;
  private final Findings findings = new Findings();

  AgentContentReader(JsonObject written) {
    this.written = written;
  }

  /** A member of a list, where it stands. */
  private record Item(JsonObject value, String pointer) {}

  /** What was written, with the defaults of what was not. */
  JsonObject completed() {
    if (!(written.get("slots").orElse(JsonNull.NULL) instanceof JsonArray(List<Json> slots))) {
      return written;
    }
    List<Json> completed =
        slots.stream()
            .map(slot ->
                slot instanceof JsonObject object && !object.has("requiredKind")
                    ? object.with("requiredKind", Json.of(DEFAULT_KIND))
                    : slot)
            .toList();
    return written.with("slots", new JsonArray(completed));
  }

  /** Throws when anything is wrong, with all that is. */
  void check(Snapshot snapshot, int maxBytes) {
    int size = snapshot.canonical().getBytes(StandardCharsets.UTF_8).length;
    if (size > maxBytes) {
      findings.add(
          JsonPointer.ROOT, "must be at most " + maxBytes + " bytes of JSON; this has " + size);
    }
    Item root = new Item(written, JsonPointer.ROOT);
    refuseOthers(root, MEMBERS);
    text(root, "comment", AgentContent.MAX_COMMENT);
    subAgents(root);
    Set<String> slots = slots(root);
    flow(root, slots);
    integrationSlots(root);
    object(root, "integrationBindings");
    unique(items(root, "assets"), "id");
    if (!findings.all().isEmpty()) {
      throw new InvalidContent(findings.all());
    }
  }

  private void subAgents(Item root) {
    List<Item> subAgents = items(root, "subAgents");
    unique(subAgents, "id");
    for (Item subAgent : subAgents) {
      text(subAgent, "displayName", AgentContent.MAX_NAME);
      for (String name :
          List.of(
              "slug",
              "integrationId",
              "agentId",
              "description",
              "toolType",
              "actionType",
              "resultType",
              "avatarFileId")) {
        text(subAgent, name, ANY_LENGTH);
      }
      object(subAgent, "authSettings")
          .ifPresent(settings -> {
            flag(settings, "supportsOAuth");
            array(settings, "oAuth");
          });
      object(subAgent, "flow");
      array(subAgent, "parametersMetadata");
    }
  }

  /** The names of the slots that are declared. */
  private Set<String> slots(Item root) {
    List<Item> slots = items(root, "slots");
    Set<String> names = unique(slots, "name");
    for (Item slot : slots) {
      text(slot, "displayName", AgentContent.MAX_NAME);
      if (slot.value().has("requiredKind")) {
        name(slot, "requiredKind", AgentContent.MAX_NAME);
      }
    }
    return names;
  }

  private void integrationSlots(Item root) {
    List<Item> slots = items(root, "integrationSlots");
    unique(slots, "id");
    for (Item slot : slots) {
      text(slot, "integrationId", ANY_LENGTH);
      text(slot, "displayName", AgentContent.MAX_NAME);
      text(slot, "tenantConfigId", ANY_LENGTH);
    }
  }

  private void flow(Item root, Set<String> slots) {
    notNull(root, "flow");
    object(root, "flow")
        .ifPresent(flow -> {
          refuseOthers(flow, FLOW_MEMBERS);
          notNull(flow, "steps");
          notNull(flow, "edges");
          edges(flow, steps(flow, slots));
        });
  }

  /** The ids of the steps, of all levels. */
  private Set<String> steps(Item flow, Set<String> slots) {
    array(flow, "steps");
    List<Item> steps = new ArrayList<>();
    for (StepPlace place : StepPlace.all(written)) {
      object(place.value(), place.pointer()).ifPresent(steps::add);
    }
    Set<String> ids = unique(steps, "id");
    for (Item step : steps) {
      name(step, "type", AgentContent.MAX_NAME);
      text(step, "name", AgentContent.MAX_NAME);
      object(step, "parameters");
      array(step, "steps");
      object(step, "humanApprovalConfig")
          .ifPresent(config ->
              text(config, "slotName", ANY_LENGTH)
                  .ifPresent(slot -> {
                    if (!slots.contains(slot)) {
                      findings.add(at(config, "slotName"), "names no slot: " + quoted(slot));
                    }
                  }));
    }
    return ids;
  }

  private void edges(Item flow, Set<String> steps) {
    MemberKey key = AgentContent.SHAPE.lists().get("/flow/edges");
    Map<String, Item> seen = new HashMap<>();
    for (Item edge : items(flow, "edges")) {
      boolean hasId = !(edge.value().get("id").orElse(JsonNull.NULL) instanceof JsonNull);
      if (hasId) {
        name(edge, "id", AgentContent.MAX_ID);
      }
      for (String end : List.of("source", "target")) {
        name(edge, end, ANY_LENGTH)
            .ifPresent(step -> {
              if (!steps.contains(step)) {
                findings.add(at(edge, end), "names no step: " + quoted(step));
              }
            });
      }
      key.of(edge.value())
          .ifPresent(identity -> {
            Item first = seen.putIfAbsent(identity, edge);
            if (first != null) {
              findings.add(
                  hasId ? at(edge, "id") : edge.pointer(),
                  "must be unique: "
                      + first.pointer()
                      + (hasId
                          ? " has it too"
                          : " is known by the same source and target; one of them needs an id"));
            }
          });
    }
  }

  /** Checks that each item has a name of its own, and gives all names. */
  private Set<String> unique(List<Item> items, String name) {
    Map<String, Item> seen = HashMap.newHashMap(items.size());
    for (Item item : items) {
      name(item, name, AgentContent.MAX_ID)
          .ifPresent(value -> {
            Item first = seen.putIfAbsent(value, item);
            if (first != null) {
              findings.add(at(item, name), "must be unique: " + first.pointer() + " has it too");
            }
          });
    }
    return new HashSet<>(seen.keySet());
  }

  /** A text that has to be there and must not be empty. */
  private Optional<String> name(Item holder, String name, int maxLength) {
    if (!holder.value().has(name)) {
      findings.add(at(holder, name), "is required");
      return Optional.empty();
    }
    notNull(holder, name);
    Optional<String> text = text(holder, name, maxLength);
    if (text.filter(String::isBlank).isPresent()) {
      findings.add(at(holder, name), "must not be empty");
      return Optional.empty();
    }
    return text;
  }

  /** A text; nothing when it is absent, {@code null} or no text. */
  private Optional<String> text(Item holder, String name, int maxLength) {
    return switch (holder.value().get(name).orElse(JsonNull.NULL)) {
      case JsonNull nothing -> Optional.empty();
      case JsonString(String text) -> {
        int length = text.codePointCount(0, text.length());
        if (length > maxLength) {
          findings.add(
              at(holder, name), "must be at most " + maxLength + " characters; this has " + length);
        }
        yield Optional.of(text);
      }
      case Json other -> {
        findings.add(at(holder, name), "must be a string, not " + other.typeName());
        yield Optional.empty();
      }
    };
  }

  private void flag(Item holder, String name) {
    Json value = holder.value().get(name).orElse(JsonNull.NULL);
    if (!(value instanceof JsonBoolean || value instanceof JsonNull)) {
      findings.add(at(holder, name), "must be true or false, not " + value.typeName());
    }
  }

  /** The items of a list; none when it is absent, {@code null} or no list. */
  private List<Json> array(Item holder, String name) {
    return switch (holder.value().get(name).orElse(JsonNull.NULL)) {
      case JsonNull nothing -> List.of();
      case JsonArray(List<Json> items) -> items;
      case Json other -> {
        findings.add(at(holder, name), "must be an array, not " + other.typeName());
        yield List.of();
      }
    };
  }

  /** The items of a list that are objects, as they should be. */
  private List<Item> items(Item holder, String name) {
    List<Json> values = array(holder, name);
    List<Item> items = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      object(values.get(i), JsonPointer.child(at(holder, name), i)).ifPresent(items::add);
    }
    return items;
  }

  /** An object; nothing when it is absent, {@code null} or no object. */
  private Optional<Item> object(Item holder, String name) {
    return holder
        .value()
        .get(name)
        .filter(value -> !(value instanceof JsonNull))
        .flatMap(value -> object(value, at(holder, name)));
  }

  private Optional<Item> object(Json value, String pointer) {
    if (value instanceof JsonObject object) {
      return Optional.of(new Item(object, pointer));
    }
    findings.add(pointer, "must be an object, not " + value.typeName());
    return Optional.empty();
  }

  private void notNull(Item holder, String name) {
    if (holder.value().get(name).filter(JsonNull.class::isInstance).isPresent()) {
      findings.add(at(holder, name), "must not be null");
    }
  }

  private void refuseOthers(Item holder, Set<String> known) {
    for (String name : holder.value().members().keySet()) {
      if (!known.contains(name)) {
        // A name may be as long as the content, and a pointer would repeat it.
        boolean isShort = name.length() <= AgentContent.MAX_ID;
        findings.add(
            isShort ? at(holder, name) : holder.pointer(),
            isShort ? "is not a field of this request" : "has no field " + quoted(name));
      }
    }
  }

  private static String at(Item holder, String name) {
    return JsonPointer.child(holder.pointer(), name);
  }
}
