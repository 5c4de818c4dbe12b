package dev.galley.jdbc;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The table of models. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ModelRows extends GenericRepository<ModelRow, String> {

  @Query("SELECT id, name, tier FROM model WHERE tenant = :tenant ORDER BY id")
  List<ModelRow> of(String tenant);

  @Query(
      """
      INSERT INTO model (tenant, id, name, tier) VALUES (:tenant, :id, :name, :tier)
      ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, tier = excluded.tier\
      """)
  void put(String tenant, String id, String name, String tier);
}
