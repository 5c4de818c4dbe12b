package dev.galley.rest.problem;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonPointer;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says the framework's own errors as problems: no route, wrong method or media type, arguments that
 * do not convert, requests that are no HTTP. Messages of the framework are not passed on; they name
 * classes.
 */
@Singleton
final class FrameworkErrors implements ErrorResponseProcessor<byte[]> {

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    Throwable cause = context.getRootCause().orElse(null);
    return Problems.into(response, request, problemOf(request, response.code(), cause));
  }

  private static Problem problemOf(HttpRequest<?> request, int status, @Nullable Throwable cause) {
    Throwable unreadable = decodingFailure(request);
    if (unreadable != null) {
      // The path is the decoder's stand-in, not the client's.
      return unreadable(unreadable).about("/");
    }
    return switch (status) {
      case 401 -> Problem.of(ProblemType.UNAUTHENTICATED, "Valid credentials are needed.");
      case 403 -> Problem.of(ProblemType.FORBIDDEN, "This caller may not do that.");
      case 404 -> Problem.of(ProblemType.NOT_FOUND, "There is nothing at this path.");
      case 405 ->
          Problem.of(
              ProblemType.METHOD_NOT_ALLOWED,
              "The path does not take " + request.getMethodName() + ".");
      case 406 ->
          Problem.of(
              ProblemType.NOT_ACCEPTABLE, "The Accept header names no type that can be had here.");
      case 413 -> tooLarge("The body is longer than this server takes.");
      case 414 -> Problem.of(ProblemType.URI_TOO_LONG, "The request line is too long.");
      case 415 ->
          Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "The Content-Type header names a type that is not taken here.");
      case 416 -> Problem.of(ProblemType.RANGE_NOT_SATISFIABLE, "There are no such bytes.");
      case 429 -> Problem.of(ProblemType.TOO_MANY_REQUESTS, "Too many requests.");
      case 431 -> Problem.of(ProblemType.HEADERS_TOO_LARGE, "The headers are too large.");
      case 503 -> Problem.of(ProblemType.STORE_UNAVAILABLE, "The server can not answer now.");
      default -> status >= 500 ? FailureHandler.internal(request) : badRequest(cause);
    };
  }

  /** A body beyond the limit, which is an error of the whole body. */
  private static Problem tooLarge(String detail) {
    return Problem.of(ProblemType.BODY_TOO_LARGE, detail)
        .withErrors(List.of(Violation.ofBody(new FieldError(JsonPointer.ROOT, detail))));
  }

  private static Problem badRequest(@Nullable Throwable cause) {
    return switch (cause) {
      case ConversionErrorException conversion ->
          Problem.invalid(List.of(violation(conversion.getArgument(), "has a wrong value")));
      case UnsatisfiedRouteException missing ->
          Problem.invalid(List.of(violation(missing.getArgument(), "is missing")));
      case null, default -> Problem.of(ProblemType.INVALID_REQUEST, "The request can not be read.");
    };
  }

  private static Violation violation(Argument<?> argument, String detail) {
    return argument
        .getAnnotationMetadata()
        .stringValue(Header.class)
        .map(header -> Violation.ofHeader(header, detail))
        .orElseGet(() -> Violation.ofParameter(argument.getName(), detail));
  }

  private static @Nullable Throwable decodingFailure(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> netty
            && netty.getNativeRequest().decoderResult().isFailure()
        ? netty.getNativeRequest().decoderResult().cause()
        : null;
  }

  private static Problem unreadable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line ->
          Problem.of(ProblemType.URI_TOO_LONG, "The request line is longer than the server reads.");
      case TooLongHttpHeaderException header ->
          Problem.of(
              ProblemType.HEADERS_TOO_LARGE, "The headers are longer than the server reads.");
      case TooLongFrameException frame -> tooLarge("The request is longer than the server reads.");
      default -> Problem.of(ProblemType.INVALID_REQUEST, "This is not HTTP that can be read.");
    };
  }
}
