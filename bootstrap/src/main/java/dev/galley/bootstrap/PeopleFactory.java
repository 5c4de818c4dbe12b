package dev.galley.bootstrap;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.ClearDraftComments;
import dev.galley.application.assistant.ClearEmptyPlaces;
import dev.galley.application.assistant.PeopleLimits;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What the work of people around assistants needs, whichever store there is. */
@Factory
final class PeopleFactory {

  @Singleton
  PeopleLimits peopleLimits(PeopleSettings settings) {
    return settings.toLimits();
  }

  @Singleton
  ClearDraftComments clearDraftComments(AssistantDesk desk) {
    return new ClearDraftComments(desk);
  }

  @Singleton
  ClearEmptyPlaces clearEmptyPlaces(AssistantDesk desk) {
    return new ClearEmptyPlaces(desk);
  }
}
