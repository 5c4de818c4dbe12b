package dev.galley.jdbc;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the table of revisions. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface RevisionRows extends GenericRepository<RevisionRow, Long> {

  @Query(
      """
      SELECT number, coalesce(content, pruned) AS content, coalesce(parent, '') AS parent, hash, at,
        author, comment, made_by, changed_paths, truncated, change, content IS NULL AS pruned
      FROM revision
      WHERE tenant = :tenant AND kind = :kind AND aggregate_id = :aggregate AND number = :number\
      """)
  Optional<RevisionRow> find(String tenant, String kind, UUID aggregate, long number);

  @Query(
      """
      SELECT number, coalesce(content, pruned) AS content, coalesce(parent, '') AS parent, hash, at,
        author, comment, made_by, changed_paths, truncated, change, content IS NULL AS pruned
      FROM revision
      WHERE tenant = :tenant AND kind = :kind AND aggregate_id = :aggregate AND number < :below
      ORDER BY number DESC LIMIT :most\
      """)
  List<RevisionRow> before(String tenant, String kind, UUID aggregate, long below, int most);
}
