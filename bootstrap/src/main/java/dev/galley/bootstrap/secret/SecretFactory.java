package dev.galley.bootstrap.secret;

import dev.galley.application.secret.Envelope;
import dev.galley.application.store.Aggregates;
import dev.galley.application.support.ApplicationException;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.attached.PartKeys;
import dev.galley.domain.attached.TenantKeys;
import dev.galley.domain.item.Item;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires how secrets are sealed, and refuses a start with another key than that of the store. */
@Factory
final class SecretFactory {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFactory.class);
  private static final String FOLDER = "keys";
  private static final String FILE = "secrets.key";

  /** Tenants whose keys a start tries. */
  private static final int LOOKED_AT = 100;

  @Singleton
  @Bean(typed = Envelope.class)
  TinkEnvelope envelope(
      @Value("${galley.secrets.key:}") String key,
      @Value("${galley.data-dir:./galley-data}") String dataDirectory) {
    return new TinkEnvelope(
        key.isBlank()
            ? ServerKeys.in(Path.of(dataDirectory).resolve(FOLDER).resolve(FILE))
            : ServerKeys.of(key));
  }

  /** Made at the start, so that it looks there and then. */
  record Checked() {}

  // Last, like all that needs the store: settings are refused before PostgreSQL is started.
  @Context
  @Order(Ordered.LOWEST_PRECEDENCE)
  @Requires(missingProperty = "galley.store.alone")
  Checked checked(Aggregates aggregates, Envelope envelope) {
    try {
      for (AggregateRef ref : aggregates.everywhere(PartKeys.TENANT_KEYS, LOOKED_AT)) {
        aggregates
            .find(ref)
            .map(item -> TenantKeys.of((Item) item))
            .ifPresent(keys -> {
              if (!envelope.opens(keys.tenant(), keys.keys())) {
                throw new InvalidSetting(
                    ServerKeys.SETTING,
                    "does not open the secrets in this store",
                    "the key that they were sealed by, the same on all servers of the store; without"
                        + " the setting it is keys/"
                        + FILE
                        + " in the data directory");
              }
            });
      }
    } catch (ApplicationException e) {
      LOG.warn("Whether the key for secrets fits was not checked: {}", e.getMessage());
    }
    return new Checked();
  }
}
