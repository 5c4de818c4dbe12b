package dev.galley.bootstrap;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.ClientNames;
import dev.galley.application.assistant.Limits;
import dev.galley.application.assistant.Revisions;
import dev.galley.application.model.ModelList;
import dev.galley.application.model.Models;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Receipting;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import dev.galley.application.support.Ids;
import dev.galley.application.support.Patience;
import dev.galley.domain.model.Model;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;

/** What assistants need, whichever store there is. */
@Factory
final class AssistantFactory {
  /** What every tenant begins with. */
  private static final List<Model> INITIAL_MODELS =
      List.of(
          new Model("claude-haiku-4", "Claude Haiku 4", "fast"),
          new Model("claude-opus-4", "Claude Opus 4", "strategic"),
          new Model("claude-sonnet-4", "Claude Sonnet 4", "balanced"));

  @Singleton
  @Primary
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Singleton
  Ids ids(InstantSource clock) {
    return new UuidV7(clock);
  }

  @Singleton
  Patience patience() {
    return new Jitter();
  }

  @Singleton
  ModelList modelList(Models models) {
    return new ModelList(INITIAL_MODELS, models);
  }

  @Singleton
  Limits limits(LimitSettings settings, DraftSettings drafts) {
    return settings.toLimits(drafts.retention());
  }

  @Singleton
  Saver saver(Aggregates aggregates, Ids ids, Patience patience, Receipting receipting) {
    return new Saver(aggregates, ids, patience, receipting);
  }

  @Singleton
  AssistantDesk assistantDesk(
      Assistants assistants,
      Snapshots snapshots,
      Revisions revisions,
      ModelList models,
      Limits limits,
      InstantSource clock,
      Saver saver,
      ClientNames clients,
      SkillCatalog catalog) {
    return new AssistantDesk(
        assistants,
        snapshots,
        revisions,
        models,
        limits,
        clock,
        saver,
        clients,
        type -> catalog.find(type).isPresent());
  }
}
