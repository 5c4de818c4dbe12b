package dev.galley.rest.problem;

import dev.galley.application.store.RepeatedRequest;
import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.ErrorCode;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.rest.http.RequestId;
import dev.galley.rest.http.Saved;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whatever a request threw. The framework's own exceptions have handlers of their own,
 * which end in {@link FrameworkErrors}.
 */
@Singleton
final class FailureHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

  @Override
  public HttpResponse<?> handle(
      @SuppressWarnings("rawtypes") HttpRequest request, Throwable cause) {
    return Problems.answer(request, problemOf(request, cause));
  }

  private static Problem problemOf(HttpRequest<?> request, Throwable cause) {
    return switch (cause) {
      case ProblemException thrown -> thrown.problem();
      case InvalidContent invalid -> Problem.invalidBody(invalid.errors());
      case ApplicationException failure -> problemOf(request, failure);
      case RepeatedRequest repeated ->
          Problem.of(
              ProblemType.REQUEST_IN_FLIGHT, "Another server is answering the same request.");
      case ClosedChannelException gone -> {
        LOG.debug("The client left before it was answered");
        yield internal(request);
      }
      default -> {
        LOG.error("Request {} failed", RequestId.of(request), cause);
        yield internal(request);
      }
    };
  }

  private static Problem problemOf(HttpRequest<?> request, ApplicationException failure) {
    ErrorCode code = failure.code();
    if (code == ErrorCode.TEMPLATE_FAILED) {
      // The host logs what a plugin does; what follows of it is not worth a line a request.
      LOG.debug("{}: {}", code, failure.getMessage());
    } else {
      // The cause is the operator's: what a store says of itself is not for clients.
      LOG.warn("{}: {}", code, failure.getMessage(), failure.getCause());
    }
    if (Saved.in(request)) {
      return Problem.of(
          ProblemType.OUTCOME_UNKNOWN,
          "Something was saved, and what came after it failed; read before repeating the write.");
    }
    return switch (code) {
      case CONTENDED ->
          Problem.of(
              ProblemType.CONTENDED,
              "So many writers change this at once that the write did not come through.");
      case STORE_UNAVAILABLE ->
          Problem.of(
              ProblemType.STORE_UNAVAILABLE, "The store does not answer; nothing was changed.");
      case OUTCOME_UNKNOWN ->
          Problem.of(
              ProblemType.OUTCOME_UNKNOWN,
              "The store was lost while it saved; read before repeating the write.");
      case STORAGE_FULL ->
          Problem.of(
              ProblemType.STORAGE_FULL,
              "The store has no room for what this would keep; nothing was changed.");
      case SECRETS_LOCKED ->
          Problem.of(
              ProblemType.SECRETS_LOCKED,
              "This server can not open the secrets that are stored; nothing was changed.");
      case TEMPLATE_FAILED ->
          Problem.of(
              ProblemType.TEMPLATE_FAILED,
              "The plugin of this kind of skill gives no answer now; nothing was changed.");
      case GATE_NOT_ASKED ->
          Problem.of(
              ProblemType.GATE_NOT_ASKED,
              "A gate that has to look at this has too much to do now; nothing was changed.");
      case PLUGIN_NOT_KEPT ->
          Problem.of(
              ProblemType.PLUGIN_NOT_KEPT,
              "The plugin could not be written to the server's folder; what ran before goes on.");
    };
  }

  static Problem internal(HttpRequest<?> request) {
    return Problem.of(
            ProblemType.INTERNAL_ERROR, "The request failed through a fault of the server.")
        .with("requestId", Json.of(RequestId.of(request)));
  }
}
