package dev.galley.jdbc;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Reads the table of events. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface EventRows extends GenericRepository<EventRow, Long> {

  @Query(
      """
      SELECT sequence, previous, type, at, actor, data, coalesce(content, '') AS content
      FROM event
      WHERE tenant = :tenant AND kind = :kind AND aggregate_id = :aggregate AND sequence > :after
      ORDER BY sequence LIMIT :most\
      """)
  List<EventRow> after(String tenant, String kind, UUID aggregate, long after, int most);
}
