package dev.galley.jdbc;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** Reads the table of receipts. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ReceiptRows extends GenericRepository<ReceiptRow, byte[]> {

  @Query(
      """
      SELECT key, request, at, made, answer FROM receipt WHERE tenant = :tenant AND key = :key\
      """)
  Optional<ReceiptRow> find(String tenant, byte[] key);
}
