package dev.galley.rest.idempotency;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantPatch;
import dev.galley.application.assistant.CreateAssistant;
import dev.galley.application.store.Change;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.Receipting;
import dev.galley.application.store.Saver;
import dev.galley.application.support.ShownOnce;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.RequestBody;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Creates assistants and shows a credential once. */
@Controller("/api/probe/secrets")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = FaultyReceipts.PROPERTY)
final class SecretController {
  private final AssistantDesk desk;

  SecretController(AssistantDesk desk) {
    Saver saver = desk.saver();
    this.desk =
        new AssistantDesk(
            desk.assistants(),
            desk.snapshots(),
            desk.revisions(),
            desk.models(),
            desk.limits(),
            desk.clock(),
            new Saver(
                saver.aggregates(), saver.ids(), saver.patience(), new Once(saver.receipting())));
  }

  /** What a use case would answer that shows a credential. */
  private record Secret() implements ShownOnce {}

  private record Once(Receipting real) implements Receipting {

    @Override
    public Optional<Receipt> receipt(Change change, Object answer) {
      return real.receipt(change, new Secret());
    }

    @Override
    public void kept(Receipt receipt) {
      real.kept(receipt);
    }

    @Override
    public void saved() {
      real.saved();
    }
  }

  @Post
  HttpResponse<byte[]> create(Caller caller, RequestBody body) {
    AssistantPatch patch = AssistantPatch.forCreation(body.object(), desk.limits());
    Refusals.orThrow(new CreateAssistant(desk).handle(new CreateAssistant.Command(caller, patch)));
    return Answers.json(JsonObject.builder().put("secret", "s3cret").build());
  }
}
