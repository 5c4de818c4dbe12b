package dev.galley.domain.agent;

import static dev.galley.domain.fixtures.FlowFixture.edge;
import static dev.galley.domain.fixtures.FlowFixture.flow;
import static dev.galley.domain.fixtures.FlowFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgentContentTest {

  @Test
  void everyFieldMayBeAbsent() {
    assertThat(AgentContent.parse(JsonObject.EMPTY)).isEqualTo(AgentContent.EMPTY);
    assertThat(AgentContent.EMPTY.toJson()).isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void whatTheContractShowsIsTakenAndComesBack() {
    Json written =
        read(
            """
            {"comment": "string",
             "subAgents": [
               {"id": "string", "slug": "string", "integrationId": "sub_agent",
                "agentId": "string", "displayName": "string", "description": "string",
                "toolType": "AGENT_TOOL", "actionType": "READ_ONLY", "resultType": "STRING",
                "authSettings": {"supportsOAuth": true, "oAuth": []}, "flow": null,
                "parametersMetadata": [], "avatarFileId": "string"}],
             "flow": {"steps": [], "edges": []},
             "integrationSlots": [
               {"id": "00000000-0000-0000-0000-000000000000", "integrationId": "string",
                "displayName": "string",
                "tenantConfigId": "00000000-0000-0000-0000-000000000000"}],
             "integrationBindings": {},
             "assets": [{"id": "string"}],
             "slots": [
               {"name": "string", "displayName": "string", "requiredKind": "UNSPECIFIED"}]}
            """);

    assertThat(AgentContent.parse(written).toJson()).isEqualTo(written);
  }

  @Test
  void whatTheContractShowsAsNullMayBeNull() {
    Json written =
        read(
            """
            {"comment": null, "subAgents": null, "integrationSlots": null,
             "integrationBindings": null, "assets": null, "slots": null}
            """);

    assertThat(AgentContent.parse(written).toJson()).isEqualTo(written);
  }

  @Test
  void membersComeBackInTheOrderOfTheCanonicalForm() {
    AgentContent content =
        AgentContent.parse(read("{\"slots\": [], \"assets\": [{\"z\": 1.0, \"id\": \"a\"}]}"));

    assertThat(CanonicalJson.writeInOrder(content.toJson()))
        .isEqualTo("{\"assets\":[{\"id\":\"a\",\"z\":1}],\"slots\":[]}")
        .isEqualTo(content.snapshot().canonical());
  }

  @Test
  void snapshotGivesTheContentAgain() {
    AgentContent content = AgentContent.parse(flow(List.of(step("a", "TOOL")), List.of()));

    assertThat(AgentContent.fromSnapshot(content.snapshot())).isEqualTo(content);
    assertThat(AgentContent.fromSnapshot(content.snapshot()).toJson()).isEqualTo(content.toJson());
  }

  @Test
  void aSlotWithoutAKindIsUnspecified() {
    AgentContent left = AgentContent.parse(read("{\"slots\": [{\"name\": \"lead\"}]}"));
    AgentContent written =
        AgentContent.parse(
            read("{\"slots\": [{\"name\": \"lead\", \"requiredKind\": \"UNSPECIFIED\"}]}"));

    assertThat(left.snapshot()).isEqualTo(written.snapshot());
    assertThat(left.toJson())
        .isEqualTo(read("{\"slots\": [{\"name\": \"lead\", \"requiredKind\": \"UNSPECIFIED\"}]}"));
  }

  @Test
  void unknownKeysAreRefusedAtTheTopAndInTheFlow() {
    assertThat(pointers(read("{\"flows\": 1, \"flow\": {\"nodes\": []}, \"a/b\": 2}")))
        .containsExactlyInAnyOrder("/flows", "/flow/nodes", "/a~1b");
  }

  @Test
  void aLongUnknownKeyIsNotRepeatedInItsPointer() {
    String name = "k".repeat(100_000);

    assertThat(errors(JsonObject.EMPTY.with(name, Json.of(1))))
        .singleElement()
        .satisfies(error -> {
          assertThat(error.pointer()).isEmpty();
          assertThat(error.detail()).hasSizeLessThan(100).contains("kkk");
        });
  }

  @Test
  void everyWrongPlaceIsTold() {
    Json written =
        read(
            """
            {"comment": 1,
             "subAgents": [{"id": "a", "slug": 1, "authSettings": {"supportsOAuth": "yes",
                                                                   "oAuth": {}},
                            "flow": [], "parametersMetadata": {}}, {"id": "a"}, {}, 7],
             "flow": {"steps": [{"id": "s", "type": 1, "name": 2, "parameters": [],
                                 "humanApprovalConfig": {"slotName": "nobody"}},
                                {"type": "TOOL", "id": "t", "steps": [{"id": "s", "type": ""},
                                                                      "x"]},
                                {"id": "u", "type": "TOOL", "steps": {}},
                                {"id": "v", "type": "TOOL", "humanApprovalConfig": "x"}],
                      "edges": [{"source": "s", "target": "gone"}, {"source": "s"},
                                {"id": 5, "source": null, "target": "t"}]},
             "integrationSlots": {}, "integrationBindings": [],
             "assets": [{"id": ""}],
             "slots": [{"name": "a", "requiredKind": null}, {"name": "a", "displayName": 3}]}
            """);

    assertThat(pointers(written))
        .containsExactlyInAnyOrder(
            "/comment",
            "/subAgents/0/slug",
            "/subAgents/0/authSettings/supportsOAuth",
            "/subAgents/0/authSettings/oAuth",
            "/subAgents/0/flow",
            "/subAgents/0/parametersMetadata",
            "/subAgents/1/id",
            "/subAgents/2/id",
            "/subAgents/3",
            "/flow/steps/0/type",
            "/flow/steps/0/name",
            "/flow/steps/0/parameters",
            "/flow/steps/0/humanApprovalConfig/slotName",
            "/flow/steps/1/steps/0/id",
            "/flow/steps/1/steps/0/type",
            "/flow/steps/1/steps/1",
            "/flow/steps/2/steps",
            "/flow/steps/3/humanApprovalConfig",
            "/flow/edges/0/target",
            "/flow/edges/1/target",
            "/flow/edges/2/id",
            "/flow/edges/2/source",
            "/integrationSlots",
            "/integrationBindings",
            "/assets/0/id",
            "/slots/0/requiredKind",
            "/slots/1/name",
            "/slots/1/displayName");
  }

  @Test
  void flowAndItsListsAreNotNull() {
    assertThat(pointers(read("{\"flow\": null}"))).containsExactly("/flow");
    assertThat(pointers(read("{\"flow\": {\"steps\": null, \"edges\": null}}")))
        .containsExactly("/flow/steps", "/flow/edges");
    assertThat(pointers(read("{\"flow\": {\"steps\": {}, \"edges\": 1}}")))
        .containsExactly("/flow/steps", "/flow/edges");
  }

  @Test
  void edgesMayEndAtStepsWithinSteps() {
    Json outer = step("outer", "TOOL").with("steps", JsonArray.of(step("inner", "TOOL")));

    assertThat(errors(flow(List.of(outer), List.of(edge("inner", "outer"))))).isEmpty();
  }

  @Test
  void edgesWithoutIdAreToldApartByTheirEnds() {
    List<Json> steps = List.of(step("a", "TOOL"), step("b", "TOOL"));

    assertThat(errors(flow(steps, List.of(edge("a", "b"), edge("b", "a"))))).isEmpty();
    assertThat(errors(flow(steps, List.of(edge("a", "b"), edge("a", "b").with("id", id("1"))))))
        .isEmpty();
    assertThat(pointers(flow(steps, List.of(edge("a", "b"), edge("a", "b")))))
        .containsExactly("/flow/edges/1");
    assertThat(
            pointers(
                flow(
                    steps,
                    List.of(
                        edge("a", "b").with("id", id("1")), edge("b", "a").with("id", id("1"))))))
        .containsExactly("/flow/edges/1/id");
    // Members are known by one text, be it an id or made of the ends.
    assertThat(
            pointers(flow(steps, List.of(edge("a", "b"), edge("b", "a").with("id", id("a->b"))))))
        .containsExactly("/flow/edges/1/id");
  }

  @Test
  void whatIsInParametersIsTheAuthors() {
    Json parameters = read("{\"steps\": [1, 1], \"slotName\": \"x\", \"\": null, \"flow\": 1e300}");
    JsonObject step = step("a", "TOOL").with("parameters", parameters).with("more", parameters);

    assertThat(AgentContent.parse(flow(List.of(step), List.of())).toJson())
        .isEqualTo(flow(List.of(step), List.of()));
  }

  @Test
  void idsAndNamesAreBounded() {
    String longest = "😀".repeat(200);
    assertThat(errors(flow(List.of(step(longest, "TOOL")), List.of()))).isEmpty();
    assertThat(pointers(flow(List.of(step(longest + "x", "TOOL")), List.of())))
        .containsExactly("/flow/steps/0/id");
    assertThat(
            pointers(flow(List.of(step("a", "TOOL").with("name", id(longest + "x"))), List.of())))
        .containsExactly("/flow/steps/0/name");
    assertThat(pointers(JsonObject.EMPTY.with("comment", id("c".repeat(10_001)))))
        .containsExactly("/comment");
  }

  @Test
  void sizeCountsTheBytesOfTheCanonicalForm() {
    Json written = read("{  \"comment\" : \"é\"  }");

    assertThat(AgentContent.parse(written, 16).snapshot().canonical())
        .isEqualTo("{\"comment\":\"é\"}");
    assertThatThrownBy(() -> AgentContent.parse(written, 15))
        .isInstanceOf(InvalidContent.class)
        .hasMessage(": must be at most 15 bytes of JSON; this has 16");
  }

  @Test
  void fourMebibytesAreTaken() {
    int frame = "{\"assets\":[{\"id\":\"a\",\"text\":\"\"}]}".length();
    assertThat(errors(asset("x".repeat(4 * 1024 * 1024 - frame)))).isEmpty();
    assertThat(pointers(asset("x".repeat(4 * 1024 * 1024 - frame + 1)))).containsExactly("");
  }

  private static JsonObject asset(String text) {
    return JsonObject.EMPTY.with(
        "assets", JsonArray.of(JsonObject.builder().put("id", "a").put("text", text).build()));
  }

  @Test
  void ofManyErrorsTheFirstAreToldAndTheOthersCounted() {
    List<Json> numbers = IntStream.range(0, 130).<Json>mapToObj(Json::of).toList();

    List<FieldError> errors = errors(flow(numbers, List.of()));

    assertThat(errors).hasSize(101);
    assertThat(errors.get(99).pointer()).isEqualTo("/flow/steps/99");
    assertThat(errors.get(100).pointer()).isEmpty();
    assertThat(errors.get(100).detail()).contains("30 places more");
  }

  @Test
  void onlyAnObjectIsAContent() {
    assertThat(errors(JsonArray.EMPTY))
        .containsExactly(new FieldError("", "must be an object, not an array"));
  }

  private static Json id(String id) {
    return Json.of(id);
  }

  private static Json read(String text) {
    return JsonReader.read(text);
  }

  private static List<String> pointers(Json written) {
    return errors(written).stream().map(FieldError::pointer).toList();
  }

  private static List<FieldError> errors(Json written) {
    InvalidContent refused =
        catchThrowableOfType(InvalidContent.class, () -> AgentContent.parse(written));
    return refused == null ? List.of() : refused.errors();
  }
}
