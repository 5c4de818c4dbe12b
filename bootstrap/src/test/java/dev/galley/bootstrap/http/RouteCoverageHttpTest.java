package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A route that no part of the suite speaks of is a route that nobody has tried over HTTP. */
final class RouteCoverageHttpTest {
  private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH");
  private static final String ONE = "/api/assistants/{id}";
  private static final String AGENTS = "/v1/tenants/{tenant}/agents";
  private static final String AGENT = AGENTS + "/{agent}";
  private static final String DRAFT = AGENT + "/revisions/{revision}/draft";

  private static final Map<String, Class<? extends HttpContract>> COVERED_BY =
      Map.ofEntries(
          Map.entry("GET /api/assistants", ListHttpContract.class),
          Map.entry("POST /api/assistants", CreateHttpContract.class),
          Map.entry("GET /api/assistants-list", ListHttpContract.class),
          Map.entry("GET " + ONE, ReadHttpContract.class),
          Map.entry("PUT " + ONE, UpdateHttpContract.class),
          Map.entry("DELETE " + ONE, DeleteHttpContract.class),
          Map.entry("POST " + ONE + "/_edit", DraftsHttpContract.class),
          Map.entry("GET " + ONE + "/draft", DraftsHttpContract.class),
          Map.entry("DELETE " + ONE + "/draft", DraftsHttpContract.class),
          Map.entry("POST " + ONE + "/draft/_commit", DraftsHttpContract.class),
          Map.entry("POST " + ONE + "/draft/_check", GatesHttpContract.class),
          Map.entry("POST " + ONE + "/draft/_rebase", TrustHttpContract.class),
          Map.entry("POST " + ONE + "/draft/_undo", TrustHttpContract.class),
          Map.entry("POST " + ONE + "/draft/_redo", TrustHttpContract.class),
          Map.entry("GET " + ONE + "/draft/history", TrustHttpContract.class),
          Map.entry("GET " + ONE + "/draft/history/{seqNo}", TrustHttpContract.class),
          Map.entry("PUT " + ONE + "/draft/history/{seqNo}", TrustHttpContract.class),
          Map.entry("GET " + ONE + "/discarded", RevisionsHttpContract.class),
          Map.entry("POST " + ONE + "/_restore", TrustHttpContract.class),
          Map.entry("POST " + ONE + "/revisions/{number}/_restore", TrustHttpContract.class),
          Map.entry("GET " + ONE + "/_compare", CompareHttpContract.class),
          Map.entry("GET " + ONE + "/revisions", RevisionsHttpContract.class),
          Map.entry("GET " + ONE + "/revisions/_verify", RevisionsHttpContract.class),
          Map.entry("GET " + ONE + "/revisions/{number}", RevisionsHttpContract.class),
          Map.entry("GET " + ONE + "/skills", SkillsHttpContract.class),
          Map.entry("POST " + ONE + "/skills", SkillsHttpContract.class),
          Map.entry("PUT " + ONE + "/skills", SkillsHttpContract.class),
          Map.entry("GET " + ONE + "/skills/{skillId}", SkillsHttpContract.class),
          Map.entry("PUT " + ONE + "/skills/{skillId}", SkillsHttpContract.class),
          Map.entry("DELETE " + ONE + "/skills/{skillId}", SkillsHttpContract.class),
          Map.entry("GET " + ONE + "/skills/{skillId}/driver", SkillsHttpContract.class),
          Map.entry("GET " + ONE + "/datasets", AttachmentsHttpContract.class),
          Map.entry("POST " + ONE + "/datasets", AttachmentsHttpContract.class),
          Map.entry("GET " + ONE + "/datasets/{datasetId}", AttachmentsHttpContract.class),
          Map.entry("PUT " + ONE + "/datasets/{datasetId}", AttachmentsHttpContract.class),
          Map.entry("DELETE " + ONE + "/datasets/{datasetId}", AttachmentsHttpContract.class),
          Map.entry("GET " + ONE + "/references", AttachmentsHttpContract.class),
          Map.entry("POST " + ONE + "/references", AttachmentsHttpContract.class),
          Map.entry("GET " + ONE + "/references/{targetId}", AttachmentsHttpContract.class),
          Map.entry("PUT " + ONE + "/references/{targetId}", AttachmentsHttpContract.class),
          Map.entry("DELETE " + ONE + "/references/{targetId}", AttachmentsHttpContract.class),
          Map.entry("GET " + ONE + "/secrets", SecretsHttpContract.class),
          Map.entry("POST " + ONE + "/secrets", SecretsHttpContract.class),
          Map.entry("GET " + ONE + "/secrets/{secretId}", SecretsHttpContract.class),
          Map.entry("PUT " + ONE + "/secrets/{secretId}", SecretsHttpContract.class),
          Map.entry("DELETE " + ONE + "/secrets/{secretId}", SecretsHttpContract.class),
          Map.entry("GET " + ONE + "/files", FilesHttpContract.class),
          Map.entry("POST " + ONE + "/files", FilesHttpContract.class),
          Map.entry("GET " + ONE + "/files/{fileId}", FilesHttpContract.class),
          Map.entry("PUT " + ONE + "/files/{fileId}", FilesHttpContract.class),
          Map.entry("DELETE " + ONE + "/files/{fileId}", FilesHttpContract.class),
          Map.entry("GET " + ONE + "/files/{fileId}/contents", FilesHttpContract.class),
          Map.entry("POST /api/admin/keys/_rotate", SecretsHttpContract.class),
          Map.entry("GET " + ONE + "/tags", CatalogHttpContract.class),
          Map.entry("PUT " + ONE + "/tags", CatalogHttpContract.class),
          Map.entry("GET " + ONE + "/shares", SharesHttpContract.class),
          Map.entry("GET " + ONE + "/shares/{principalId}", SharesHttpContract.class),
          Map.entry("PUT " + ONE + "/shares/{principalId}", SharesHttpContract.class),
          Map.entry("DELETE " + ONE + "/shares/{principalId}", SharesHttpContract.class),
          Map.entry("GET " + ONE + "/owner", OwnerHttpContract.class),
          Map.entry("PUT " + ONE + "/owner", OwnerHttpContract.class),
          Map.entry("GET " + ONE + "/favorite", OwnerHttpContract.class),
          Map.entry("PUT " + ONE + "/favorite", OwnerHttpContract.class),
          Map.entry("DELETE " + ONE + "/favorite", OwnerHttpContract.class),
          Map.entry("GET " + ONE + "/comments", CommentsHttpContract.class),
          Map.entry("POST " + ONE + "/comments", CommentsHttpContract.class),
          Map.entry("GET " + ONE + "/comments/{commentId}", CommentsHttpContract.class),
          Map.entry("PUT " + ONE + "/comments/{commentId}", CommentsHttpContract.class),
          Map.entry("DELETE " + ONE + "/comments/{commentId}", CommentsHttpContract.class),
          Map.entry("GET " + ONE + "/audit", AuditHttpContract.class),
          Map.entry("GET " + ONE + "/draft/_subscribe", AssistantStreamsHttpContract.class),
          Map.entry("GET /api/drafts", DraftListHttpContract.class),
          Map.entry("GET /api/assistant-tags", CatalogHttpContract.class),
          Map.entry("GET /api/assistant-skill-templates", CatalogHttpContract.class),
          Map.entry("GET /api/assistant-skill-templates/{templateId}", CatalogHttpContract.class),
          Map.entry("GET /api/chats", ChatsHttpContract.class),
          Map.entry("POST /api/chats", ChatsHttpContract.class),
          Map.entry("GET /api/chats/{id}", ChatsHttpContract.class),
          Map.entry("DELETE /api/chats/{id}", ChatsHttpContract.class),
          Map.entry("POST /api/chats/{id}/messages", UsageHttpContract.class),
          Map.entry("GET " + ONE + "/usage", UsageHttpContract.class),
          Map.entry("GET /api/events", EventsHttpContract.class),
          Map.entry("GET /api/admin/plugins", GatesHttpContract.class),
          Map.entry("GET /api/admin/plugins/{pluginId}", GatesHttpContract.class),
          Map.entry("POST /api/admin/plugins", GatesHttpContract.class),
          Map.entry("DELETE /api/admin/plugins/{pluginId}", GatesHttpContract.class),
          Map.entry("GET /api/admin/outbox", OutboxHttpContract.class),
          Map.entry("POST /api/admin/outbox/_replay", OutboxHttpContract.class),
          Map.entry("GET /api/models", CatalogHttpContract.class),
          Map.entry("PUT /api/models/{modelId}", CatalogHttpContract.class),
          Map.entry("POST /api/tokens", TokensHttpContract.class),
          Map.entry("GET /api/tokens", TokensHttpContract.class),
          Map.entry("GET /api/tokens/{tokenId}", TokensHttpContract.class),
          Map.entry("DELETE /api/tokens/{tokenId}", TokensHttpContract.class),
          Map.entry("POST /persona/draft", PersonaDraftsHttpContract.class),
          Map.entry("POST /persona/drafts", PersonaDraftsHttpContract.class),
          Map.entry("POST /persona/get", PersonaDraftsHttpContract.class),
          Map.entry("POST /persona/edit", PersonaPublishingHttpContract.class),
          Map.entry("POST /persona/save", PersonaPublishingHttpContract.class),
          Map.entry("POST /persona/search", PersonaPublishingHttpContract.class),
          Map.entry("POST /persona/duplicate", PersonaPublishingHttpContract.class),
          Map.entry("POST /persona/delete", PersonaPublishingHttpContract.class),
          Map.entry("POST /persona/revisions", PersonaHistoryHttpContract.class),
          Map.entry("POST /persona/verify", PersonaHistoryHttpContract.class),
          Map.entry("POST /persona/compare", PersonaHistoryHttpContract.class),
          Map.entry("POST /persona/rebase", PersonaHistoryHttpContract.class),
          Map.entry("POST /persona/restore", PersonaHistoryHttpContract.class),
          Map.entry("GET /persona/published/{personaId}", PersonaPublishingHttpContract.class),
          Map.entry(
              "GET /persona/published/{personaId}/revisions/{number}",
              PersonaHistoryHttpContract.class),
          Map.entry("GET /persona/drafts/{draftId}", PersonaDraftsHttpContract.class),
          Map.entry("GET /persona/drafts/{draftId}/ledger", PersonaProposalsHttpContract.class),
          Map.entry("GET /persona/resources/{kind}", PersonaResourcesHttpContract.class),
          Map.entry("POST /persona/resources/{kind}", PersonaResourcesHttpContract.class),
          Map.entry(
              "GET /persona/resources/{kind}/{resourceId}", PersonaResourcesHttpContract.class),
          Map.entry(
              "PATCH /persona/resources/{kind}/{resourceId}", PersonaResourcesHttpContract.class),
          Map.entry("GET " + AGENTS, AgentLifeHttpContract.class),
          Map.entry("POST " + AGENTS, AgentLifeHttpContract.class),
          Map.entry("GET " + AGENT, AgentLifeHttpContract.class),
          Map.entry("PATCH " + AGENT, AgentLifeHttpContract.class),
          Map.entry("DELETE " + AGENT, AgentLifeHttpContract.class),
          Map.entry("GET " + AGENT + "/members", AgentLifeHttpContract.class),
          Map.entry("PUT " + AGENT + "/members/{user}", AgentLifeHttpContract.class),
          Map.entry("DELETE " + AGENT + "/members/{user}", AgentLifeHttpContract.class),
          Map.entry("GET " + AGENT + "/drafts", WorkingCopiesHttpContract.class),
          Map.entry("GET " + AGENT + "/_compare", AgentRevisionsHttpContract.class),
          Map.entry("GET " + AGENT + "/revisions", AgentRevisionsHttpContract.class),
          Map.entry("POST " + AGENT + "/revisions", AgentRevisionsHttpContract.class),
          Map.entry("GET " + AGENT + "/revisions/deploys", AgentRevisionsHttpContract.class),
          Map.entry("GET " + AGENT + "/revisions/{number}", AgentRevisionsHttpContract.class),
          Map.entry(
              "POST " + AGENT + "/revisions/{number}:deploy", AgentRevisionsHttpContract.class),
          Map.entry("GET " + DRAFT, WorkingCopiesHttpContract.class),
          Map.entry("PUT " + DRAFT, WorkingCopiesHttpContract.class),
          Map.entry("DELETE " + DRAFT, WorkingCopiesHttpContract.class),
          Map.entry("POST " + DRAFT + ":undo", WorkingCopiesHttpContract.class),
          Map.entry("POST " + DRAFT + ":redo", WorkingCopiesHttpContract.class),
          Map.entry("GET " + AGENT + "/revisions/_verify", AgentRevisionsHttpContract.class),
          Map.entry("POST " + DRAFT + ":restore", WorkingCopiesHttpContract.class),
          Map.entry("POST " + DRAFT + ":reset", WorkingCopiesHttpContract.class),
          Map.entry("POST " + DRAFT + ":validate", WorkingCopiesHttpContract.class),
          Map.entry("POST " + DRAFT + ":commit", CopyCommitHttpContract.class),
          Map.entry("POST " + DRAFT + ":rebase", CopyRebaseHttpContract.class),
          Map.entry("GET " + DRAFT + ":compare", CopyRebaseHttpContract.class),
          Map.entry("GET " + DRAFT + ":subscribe", DraftStreamsHttpContract.class),
          Map.entry("GET " + DRAFT + "/history", CopyHistoryHttpContract.class),
          Map.entry("GET " + DRAFT + "/history/{seqNo}", CopyHistoryHttpContract.class),
          Map.entry("PATCH " + DRAFT + "/history/{seqNo}", CopyHistoryHttpContract.class));

  @Test
  void everyRouteOfTheServerIsCovered() {
    try (Galley galley = Galley.inMemory(Map.of())) {
      assertThat(routes(galley)).isEqualTo(new TreeSet<>(COVERED_BY.keySet()));
    }
  }

  @Test
  void theApiReferenceSpeaksOfJustTheRoutesThatThereAre() throws IOException {
    try (Galley galley = Galley.inMemory(Map.of());
        InputStream document =
            RouteCoverageHttpTest.class.getResourceAsStream("/galley/openapi.yaml")) {
      Map<String, Map<String, Map<String, Object>>> openApi = new Yaml().load(document);
      Map<String, Map<String, Object>> paths = Objects.requireNonNull(openApi.get("paths"));
      TreeSet<String> documented = new TreeSet<>();
      for (Map.Entry<String, Map<String, Object>> path : paths.entrySet()) {
        for (String member : path.getValue().keySet()) {
          String method = member.toUpperCase(Locale.ROOT);
          String route = method + " " + path.getKey();
          if (METHODS.contains(method) && isOfTheApi(route)) {
            documented.add(route);
          }
        }
      }

      assertThat(documented).isEqualTo(routes(galley));
    }
  }

  private static Set<String> routes(Galley galley) {
    return galley
        .context()
        .getBean(Router.class)
        .uriRoutes()
        // A HEAD comes with each GET.
        .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
        .map(RouteCoverageHttpTest::named)
        .filter(RouteCoverageHttpTest::isOfTheApi)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isOfTheApi(String route) {
    return route.contains(" /api") || route.contains(" /v1") || route.contains(" /persona");
  }

  private static String named(UriRouteInfo<?, ?> route) {
    return route.getHttpMethodName() + " " + route.getUriMatchTemplate();
  }
}
