package dev.galley.domain.agent;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an agent says of itself; not part of its revisions. */
public record AgentProfile(String displayName, Optional<String> description, List<String> tags) {

  public AgentProfile {
    Objects.requireNonNull(displayName, "displayName");
    Objects.requireNonNull(description, "description");
    tags = List.copyOf(tags);
  }
}
