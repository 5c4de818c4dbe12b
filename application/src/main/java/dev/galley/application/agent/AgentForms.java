package dev.galley.application.agent;

import dev.galley.application.support.BodyReader;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.AgentProfile;
import dev.galley.domain.agent.Role;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.Optional;

/** Reads the bodies of requests about agents. */
public final class AgentForms {
  private static final int MAX_DESCRIPTION = 4_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_TAGS = 50;
  private static final int MAX_TAG = 60;
  private static final int MAX_LABEL = 200;

  private AgentForms() {}

  /**
   * What is said about an agent.
   *
   * @param id absent where it is in the path
   * @param description present and empty when it is to go
   */
  public record Profile(
      Optional<AgentId> id,
      Optional<String> displayName,
      Optional<Optional<String>> description,
      Optional<List<String>> tags) {

    /** The profile with what is said here, and the rest as it was. */
    public AgentProfile onto(AgentProfile earlier) {
      return new AgentProfile(
          displayName.orElse(earlier.displayName()),
          description.orElse(earlier.description()),
          tags.orElse(earlier.tags()));
    }

    /** The profile of a new agent, called by its id when nothing else is said. */
    public AgentProfile fresh() {
      return onto(new AgentProfile(id.orElseThrow().value(), Optional.empty(), List.of()));
    }
  }

  /**
   * A new agent.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Profile creation(JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<String> id = reader.text("id", false, 0, Integer.MAX_VALUE);
    if (!reader.sent("id")) {
      reader.error("id", "is required: " + AgentId.RULE);
    } else if (id.isPresent() && !AgentId.isId(id.get())) {
      reader.error("id", "must be " + AgentId.RULE);
    }
    return profile(reader, id.filter(AgentId::isId).map(AgentId::new));
  }

  /**
   * A change of what an agent says of itself.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Profile patch(JsonObject body) {
    return profile(new BodyReader(body), Optional.empty());
  }

  private static Profile profile(BodyReader reader, Optional<AgentId> id) {
    Optional<String> description = reader.text("description", true, 0, MAX_DESCRIPTION);
    Profile profile =
        new Profile(
            id,
            reader.text("displayName", false, 1, MAX_NAME),
            reader.sent("description") ? Optional.of(description) : Optional.empty(),
            reader.texts("tags", false, MAX_TAGS, MAX_TAG, true));
    reader.finish();
    return profile;
  }

  /**
   * A role.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Role role(JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<Role> role =
        reader.text("role", false, 0, Integer.MAX_VALUE).flatMap(Role::ofWireName);
    if (role.isEmpty()) {
      reader.error("role", "must be Viewer, Editor or Admin");
    }
    reader.finish();
    return role.orElseThrow();
  }

  /** What a request says about a commit. */
  public record Commit(Optional<String> comment, boolean deploy) {}

  /**
   * A commit.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Commit commit(JsonObject body, AgentLimits limits) {
    BodyReader reader = new BodyReader(body);
    Commit commit =
        new Commit(
            reader.text("comment", true, 0, limits.comment()), reader.flag("deploy").orElse(false));
    reader.finish();
    return commit;
  }

  /**
   * Which entry is to be restored.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static SeqNo restore(JsonObject body) {
    BodyReader reader = new BodyReader(body);
    SeqNo entry = SeqNo.NONE;
    if (reader.raw("seqNo").orElse(JsonNull.NULL) instanceof JsonNumber number
        && number.isInteger()
        && number.value() >= 1) {
      entry = new SeqNo((long) number.value());
    } else {
      reader.error("seqNo", "must be the number of an entry, 1 or more");
    }
    reader.finish();
    return entry;
  }

  /**
   * What is to be noted about an entry.
   *
   * @param label present and empty when it is to go
   */
  public record Mark(Optional<Boolean> pinned, Optional<Optional<String>> label) {

    EntryMark onto(EntryMark earlier) {
      return new EntryMark(pinned.orElse(earlier.pinned()), label.orElse(earlier.label()));
    }
  }

  /**
   * A pin or a label.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Mark mark(JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<String> label = reader.text("label", true, 1, MAX_LABEL);
    Mark mark =
        new Mark(
            reader.flag("pinned"), reader.sent("label") ? Optional.of(label) : Optional.empty());
    reader.finish();
    return mark;
  }
}
