package dev.galley.rest.http;

import dev.galley.application.support.ApplicationException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.util.function.Supplier;

/**
 * Whether a request has had its effect. From then on no answer to it may say that nothing was
 * changed, and what only decorates its answer may be missing.
 */
public final class Saved {
  private static final String ATTRIBUTE = Saved.class.getName();

  private Saved() {}

  /** Notes that the request that this thread works on has saved what it asked for. */
  public static void note() {
    ServerRequestContext.currentRequest()
        .ifPresent(request -> request.setAttribute(ATTRIBUTE, true));
  }

  /** Whether that was noted of a request. */
  public static boolean in(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE).isPresent();
  }

  /**
   * What is told beside the outcome of the request that this thread works on.
   *
   * @param otherwise what is told when that can't be read and the outcome is saved
   * @throws ApplicationException when it can't be read and nothing is saved
   */
  public static <T> T beside(Supplier<T> read, T otherwise) {
    try {
      return read.get();
    } catch (ApplicationException e) {
      if (ServerRequestContext.currentRequest().filter(Saved::in).isPresent()) {
        return otherwise;
      }
      throw e;
    }
  }
}
