package dev.galley.architecture.planted.application;

import io.micronaut.http.HttpStatus;

/** Knows what a status is. */
public final class ApplicationThatKnowsHttp {

  /** A status. */
  public HttpStatus status() {
    return HttpStatus.CONFLICT;
  }
}
