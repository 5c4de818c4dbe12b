package dev.galley.architecture.planted.rest;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Would run where nothing may block. */
@Controller("/planted")
@Requires(property = "never.set")
public final class ControllerOnTheEventLoop {

  /** Blocks, for all that is known. */
  @Get
  public String get() {
    return "";
  }
}
