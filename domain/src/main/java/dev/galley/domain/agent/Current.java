package dev.galley.domain.agent;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The revision that runs.
 *
 * @param since when it became current, and who made it so
 * @param deployedAt the number of the newest revision when a deploy made it current; absent when it
 *     became current by being the first
 */
public record Current(long revision, ContentHash content, Stamp since, OptionalLong deployedAt) {

  public Current {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(deployedAt, "deployedAt");
  }
}
