package dev.galley.consumer.readme;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.galley.consumer.AppliedSequences;
import dev.galley.consumer.AppliedState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/** {@code CREATE TABLE applied (aggregate text PRIMARY KEY, state text NOT NULL)}. */
public final class JdbcAppliedSequences implements AppliedSequences {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Connection connection;

  public JdbcAppliedSequences(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<AppliedState> load(String key) throws Exception {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT state FROM applied WHERE aggregate = ? FOR UPDATE")) {
      select.setString(1, key);
      try (ResultSet found = select.executeQuery()) {
        return found.next()
            ? Optional.of(JSON.readValue(found.getString(1), AppliedState.class))
            : Optional.empty();
      }
    }
  }

  @Override
  public void store(String key, AppliedState state) throws Exception {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO applied (aggregate, state) VALUES (?, ?)"
                + " ON CONFLICT (aggregate) DO UPDATE SET state = excluded.state")) {
      upsert.setString(1, key);
      upsert.setString(2, JSON.writeValueAsString(state));
      upsert.executeUpdate();
    }
  }
}
