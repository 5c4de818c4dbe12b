package dev.galley.jdbc;

import dev.galley.application.assistant.AssistantCursor;
import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.store.AssistantProjection;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.assistant.Assistant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.postgresql.PGStatement;

/**
 * Lists. For each key of the caller's audience one walk along the index of the wanted order, cut at
 * what the page needs; the walks are united, which drops what is met twice, ordered, and cut again.
 */
final class Listing {
  private static final int BOUND = AssistantQuery.COUNTED + 1;

  private final Connection connection;
  private final TenantId tenant;

  Listing(Connection connection, TenantId tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  /** A piece of SQL with the values of its parameters. */
  private record Sql(String text, List<Object> values) {

    static Sql of(String text, Object... values) {
      return new Sql(text, List.of(values));
    }

    Sql then(Sql more) {
      List<Object> all = new ArrayList<>(values);
      all.addAll(more.values);
      return new Sql(text + more.text, all);
    }

    Sql then(String more) {
      return new Sql(text + more, values);
    }
  }

  AssistantPage page(AssistantQuery query) throws SQLException {
    Set<String> keys = keys(query.visibility());
    if (keys.isEmpty()) {
      return new AssistantPage(List.of(), false, 0, false);
    }
    boolean ofLatest = query.searchesSingleCharactersOnly();
    String order = order(query.sort());
    int needed = query.start() + query.limit() + 1;
    Sql found =
        ofLatest
            ? among(latest(keys, AssistantQuery.COUNTED), query)
            : union(keys, query, true, needed);
    Sql page =
        Sql.of("SELECT " + StateRows.COLUMNS + " FROM (SELECT id, k FROM (")
            .then(found)
            .then(
                ") f ORDER BY "
                    + order
                    + " LIMIT "
                    + (query.limit() + 1)
                    + " OFFSET "
                    + query.start()
                    + ") p")
            .then(
                Sql.of(
                    " JOIN aggregate a ON a.tenant = ? AND a.kind = ? AND a.id = p.id ORDER BY "
                        + order("p.k", "p.id", query.sort().descending()),
                    tenant.value(),
                    AggregateKind.ASSISTANT.wireName()));
    List<Assistant> items = new ArrayList<>();
    try (PreparedStatement statement = prepare(page);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        items.add(StateRows.readAssistant(tenant, rows));
      }
    }
    boolean more = items.size() > query.limit();
    if (more) {
      items.removeLast();
    }
    if (!query.counted()) {
      return new AssistantPage(items, more, 0, false);
    }
    boolean all = !more && query.after().isEmpty() && (query.start() == 0 || !items.isEmpty());
    long count = all ? query.start() + items.size() : count(query, keys, ofLatest);
    boolean cut =
        ofLatest
            && number(Sql.of("SELECT count(*) FROM (").then(latest(keys, BOUND)).then(") l"))
                == BOUND;
    return new AssistantPage(
        items,
        more,
        Math.min(count, AssistantQuery.COUNTED),
        cut || count > AssistantQuery.COUNTED);
  }

  private long count(AssistantQuery query, Set<String> keys, boolean ofLatest) throws SQLException {
    AssistantQuery whole = withoutCursor(query);
    Sql found =
        ofLatest
            ? among(latest(keys, AssistantQuery.COUNTED), whole)
            : union(keys, whole, false, BOUND);
    Sql counted =
        Sql.of("SELECT count(*) FROM (SELECT id FROM (")
            .then(found)
            .then(") f LIMIT " + BOUND + ") c");
    boolean plain = !ofLatest && keys.size() > 1 && conditions(whole).text().isEmpty();
    return number(plain ? atOnce(keys, counted) : counted);
  }

  /** One key alone may reach the bound; only when none does, all have to be united. */
  private Sql atOnce(Set<String> keys, Sql counted) {
    Sql reached = Sql.of("SELECT CASE WHEN false");
    for (String audience : keys) {
      reached =
          reached.then(
              Sql.of(
                  " OR EXISTS (SELECT FROM listing l WHERE l.tenant = ? AND l.audience = ? OFFSET "
                      + (BOUND - 1)
                      + ")",
                  tenant.value(),
                  audience));
    }
    return reached.then(" THEN " + BOUND + " ELSE (").then(counted).then(") END");
  }

  private static AssistantQuery withoutCursor(AssistantQuery query) {
    return new AssistantQuery(
        query.tenant(),
        query.visibility(),
        query.words(),
        query.ownerId(),
        query.tag(),
        query.folderId(),
        query.skillType(),
        query.sort(),
        query.start(),
        query.limit(),
        java.util.Optional.empty(),
        query.counted());
  }

  TagCounts countTags(Visibility visibility) throws SQLException {
    Set<String> keys = keys(visibility);
    if (keys.isEmpty()) {
      return new TagCounts(Map.of(), false);
    }
    Sql counting =
        Sql.of("SELECT tag, count(*) FROM (")
            .then(latest(keys, AssistantQuery.COUNTED))
            .then(") l ")
            .then(looked())
            .then(" CROSS JOIN unnest(s.tags) AS tag GROUP BY tag ORDER BY count(*) DESC, tag");
    Map<String, Long> counts = new LinkedHashMap<>();
    try (PreparedStatement statement = prepare(counting);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    long looked = number(Sql.of("SELECT count(*) FROM (").then(latest(keys, BOUND)).then(") l"));
    return new TagCounts(counts, looked == BOUND);
  }

  private static Set<String> keys(Visibility visibility) {
    return switch (visibility) {
      case Visibility.Everything everything -> Set.of(AssistantProjection.EVERYTHING);
      case Visibility.SharedWith(Set<String> keys) -> {
        Set<String> real = new LinkedHashSet<>(keys);
        real.remove(AssistantProjection.EVERYTHING);
        yield real;
      }
    };
  }

  /** What a caller sees and wants: a branch for each of his keys. */
  private Sql union(Set<String> keys, AssistantQuery query, boolean ordered, int limit) {
    Sql conditions = conditions(query);
    String searchable =
        conditions.text().contains("s.")
            ? " JOIN searchable s ON s.tenant = l.tenant AND s.id = l.id"
            : "";
    String key = column(query.sort());
    Sql union = Sql.of("");
    for (String audience : keys) {
      union =
          union
              .then(union.text().isEmpty() ? "(" : " UNION (")
              .then(
                  "SELECT l.id"
                      + (ordered ? ", l." + key + " AS k" : "")
                      + " FROM listing l"
                      + searchable)
              .then(Sql.of(" WHERE l.tenant = ? AND l.audience = ?", tenant.value(), audience))
              .then(conditions)
              .then(
                  ordered
                      ? " ORDER BY " + order("l." + key, "l.id", query.sort().descending())
                      : "")
              .then(" LIMIT " + limit + ")");
    }
    return union;
  }

  /** The last changed ones that a caller sees, with all that they can be ordered by. */
  private Sql latest(Set<String> keys, int limit) {
    Sql union = Sql.of("");
    for (String audience : keys) {
      union =
          union
              .then(union.text().isEmpty() ? "(" : " UNION (")
              .then(
                  Sql.of(
                      """
                      SELECT l.id, l.updated_at, l.created_at, l.name_key FROM listing l
                      WHERE l.tenant = ? AND l.audience = ?
                      ORDER BY l.updated_at DESC, l.id DESC\
                      """,
                      tenant.value(),
                      audience))
              .then(" LIMIT " + limit + ")");
    }
    return Sql.of("SELECT id, updated_at, created_at, name_key FROM (")
        .then(union)
        .then(") u ORDER BY updated_at DESC, id DESC LIMIT " + limit);
  }

  private Sql among(Sql latest, AssistantQuery query) {
    return Sql.of("SELECT l.id, l." + column(query.sort()) + " AS k FROM (")
        .then(latest)
        .then(") l ")
        .then(looked())
        .then(" WHERE true ")
        .then(conditions(query));
  }

  /**
   * What is searched of each {@code l}. The limit keeps the look-up by key even while the planner
   * knows nothing of young tables; it would compare everything with everything.
   */
  private Sql looked() {
    return Sql.of(
        """
        CROSS JOIN LATERAL (
         SELECT * FROM searchable x WHERE x.tenant = ? AND x.id = l.id LIMIT 1) s\
        """,
        tenant.value());
  }

  private Sql conditions(AssistantQuery query) {
    Set<Integer> terms = new LinkedHashSet<>();
    Sql checks = Sql.of("");
    for (String word : query.words()) {
      terms.addAll(AssistantProjection.grams(tenant, word));
      checks = checks.then(Sql.of(" AND strpos(s.search_text, ?) > 0", word));
    }
    if (query.ownerId().isPresent()) {
      terms.add(AssistantProjection.owner(tenant, query.ownerId().get()));
      checks = checks.then(Sql.of(" AND s.owner_id = ?", query.ownerId().get()));
    }
    if (query.folderId().isPresent()) {
      terms.add(AssistantProjection.folder(tenant, query.folderId().get()));
      checks = checks.then(Sql.of(" AND s.folder = ?", query.folderId().get()));
    }
    if (query.tag().isPresent()) {
      terms.add(AssistantProjection.tag(tenant, query.tag().get()));
      checks = checks.then(Sql.of(" AND ? = ANY (s.tags)", query.tag().get()));
    }
    if (query.skillType().isPresent()) {
      terms.add(AssistantProjection.skillType(tenant, query.skillType().get()));
      checks = checks.then(Sql.of(" AND ? = ANY (s.skill_types)", query.skillType().get()));
    }
    Sql narrowed =
        terms.isEmpty()
            ? Sql.of("")
            : Sql.of(" AND s.terms @> ?", (Object) terms.toArray(Integer[]::new));
    return narrowed.then(checks).then(query.after().map(c -> behind(query, c)).orElse(Sql.of("")));
  }

  private static Sql behind(AssistantQuery query, AssistantCursor cursor) {
    Object value =
        query.sort().key() == AssistantSort.Key.NAME
            ? AssistantProjection.nameKey(cursor.value())
            : (Object) Long.valueOf(cursor.value());
    return Sql.of(
        " AND (l."
            + column(query.sort())
            + ", l.id) "
            + (query.sort().descending() ? "<" : ">")
            + " (?, ?)",
        value,
        cursor.id());
  }

  private static String column(AssistantSort sort) {
    return switch (sort.key()) {
      case NAME -> "name_key";
      case CREATED_AT -> "created_at";
      case UPDATED_AT -> "updated_at";
    };
  }

  private static String order(AssistantSort sort) {
    return order("k", "id", sort.descending());
  }

  private static String order(String key, String id, boolean descending) {
    String direction = descending ? " DESC" : "";
    return new StringJoiner(", ").add(key + direction).add(id + direction).toString();
  }

  private long number(Sql sql) throws SQLException {
    try (PreparedStatement statement = prepare(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Planned with its values each time: which index is the right one hangs on how rare they are. */
  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    Batch.bind(statement, sql.values());
    return statement;
  }
}
