package dev.galley.jdbc;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import java.util.Map;

/**
 * Micronaut Data takes the dialect of a data source from the configuration alone, even when the
 * data source is a bean. This is the one setting that it needs, brought along so that nobody has to
 * repeat it.
 */
@ContextConfigurer
public final class DialectSetting implements ApplicationContextConfigurer {

  @Override
  public void configure(ApplicationContextBuilder builder) {
    builder.properties(Map.of("datasources.default.dialect", "POSTGRES"));
  }
}
