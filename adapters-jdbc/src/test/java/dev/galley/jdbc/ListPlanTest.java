package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Visibility;
import dev.galley.contract.Author;
import dev.galley.domain.assistant.Assistant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a page of a long list costs; prints the figures that RATIONALE.md speaks of. */
final class ListPlanTest {
  private static final int ROWS =
      Integer.parseInt(System.getenv().getOrDefault("GALLEY_LIST_ROWS", "20000"));

  @Test
  void aPageWalksTheIndexOfItsOrderOncePerKey() throws SQLException {
    PostgresSettings settings = PostgresServer.embedded().freshDatabase();
    PostgresStoreUnderTest store = PostgresStoreUnderTest.on(settings, false);
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement()) {
      Author author = Author.inFreshTenant(store);
      Assistant pattern = author.create("Pattern");
      String tenant = "'" + author.tenant().value() + "'";
      // The same assistant many times over: half of all are open to everyone.
      statement.execute(
          """
          INSERT INTO aggregate SELECT tenant, kind, x.id, version, deleted, state, changes,
            called || x.n, draft, listed, searched, keyed
          FROM aggregate, LATERAL (SELECT (left(gen_random_uuid()::text, 32) || '0000')::uuid AS id, n
            FROM generate_series(1, %d) n OFFSET 0) x
          WHERE tenant = %s;
          INSERT INTO listing SELECT a.tenant, k, a.id, md5(a.id::text), abs(hashtext(a.id::text)),
            abs(hashtext('u' || a.id))
          FROM aggregate a, unnest(CASE WHEN abs(hashtext('s' || a.id)) %% 2 = 0
            THEN ARRAY['', '*', 'user:ada'] ELSE ARRAY['', 'user:ada'] END) k
          WHERE a.tenant = %s
          ON CONFLICT DO NOTHING;
          ANALYZE\
          """
              .formatted(ROWS, tenant, tenant));
      Visibility shared = new Visibility.SharedWith(Set.of("user:ada", "team:red", "*"));
      for (Visibility visibility : List.of(shared, new Visibility.Everything())) {
        AssistantQuery query = AssistantQuery.everything(author.tenant(), visibility, 30);
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          long begin = System.nanoTime();
          assertThat(store.assistants().page(query).items()).hasSize(30);
          micros.add((System.nanoTime() - begin) / 1_000);
        }
        micros.sort(null);
        System.out.println(
            ROWS
                + " assistants, page of 30 with its total, "
                + visibility.getClass().getSimpleName()
                + ": median "
                + micros.get(100)
                + " us, 99th percentile "
                + micros.get(197)
                + " us");
      }
      String plan = plan(statement, author, "('user:ada', 'team:red', '*')");
      assertThat(plan).contains("listing_updated_at").doesNotContain("Seq Scan on listing");
      assertThat(pattern.version()).isEqualTo(1);
    } finally {
      store.context().close();
    }
  }

  private static String plan(Statement statement, Author author, String keys) throws SQLException {
    StringBuilder plan = new StringBuilder();
    String branches =
        String.join(
            " UNION ",
            Arrays.stream(keys.substring(1, keys.length() - 1).split(", "))
                .map(key ->
                    "(SELECT l.id, l.updated_at AS k FROM listing l WHERE l.tenant = '"
                        + author.tenant().value()
                        + "' AND l.audience = "
                        + key
                        + " ORDER BY l.updated_at DESC, l.id DESC LIMIT 31)")
                .toList());
    try (ResultSet rows =
        statement.executeQuery(
            "EXPLAIN SELECT id, k FROM (" + branches + ") f ORDER BY k DESC, id DESC LIMIT 31")) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
