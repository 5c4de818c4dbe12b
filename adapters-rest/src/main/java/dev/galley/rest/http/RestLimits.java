package dev.galley.rest.http;

import dev.galley.domain.content.JsonReader;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;

/**
 * How much of a JSON body is read.
 *
 * @param maxBodySize bytes after decompression, 8 MiB unless said otherwise
 * @param maxJsonDepth how many arrays and objects may lie in each other
 */
@ConfigurationProperties("galley.rest")
public record RestLimits(
    @ReadableBytes @Bindable(defaultValue = "8388608") int maxBodySize,
    @Bindable(defaultValue = "64") int maxJsonDepth) {

  public RestLimits {
    if (maxBodySize < 1024) {
      throw new InvalidSetting("galley.rest.max-body-size", maxBodySize, "1024 bytes or more");
    }
    if (maxJsonDepth < 8 || maxJsonDepth > JsonReader.MAX_DEPTH) {
      throw new InvalidSetting(
          "galley.rest.max-json-depth", maxJsonDepth, "8 to " + JsonReader.MAX_DEPTH);
    }
  }
}
