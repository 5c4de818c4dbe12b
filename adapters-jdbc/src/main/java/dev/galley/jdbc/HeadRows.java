package dev.galley.jdbc;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Reads the table of heads. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface HeadRows extends GenericRepository<HeadRow, Long> {

  @Query(
      """
      SELECT draft, seq_no, content, at, author FROM head
      WHERE tenant = :tenant AND kind = :kind AND aggregate_id = :aggregate AND draft = :draft
        AND seq_no < :below
      ORDER BY seq_no DESC LIMIT :most\
      """)
  List<HeadRow> before(
      String tenant, String kind, UUID aggregate, UUID draft, long below, int most);
}
