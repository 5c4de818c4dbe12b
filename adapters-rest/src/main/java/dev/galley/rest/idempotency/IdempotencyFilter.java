package dev.galley.rest.idempotency;

import dev.galley.application.store.Receipt;
import dev.galley.application.store.Receipts;
import dev.galley.application.support.ApplicationException;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.rest.InvalidSetting;
import dev.galley.rest.assistant.Links;
import dev.galley.rest.http.FileUpload;
import dev.galley.rest.http.RequestBody;
import dev.galley.rest.http.RestLimits;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import dev.galley.rest.security.Callers;
import dev.galley.rest.security.RequestSeal;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.http.filter.FilterContinuation;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a POST with an {@code Idempotency-Key} have its effect once. It looks for the receipt of the
 * key; where there is none the request runs, and the {@link RequestReceipts} put its receipt into
 * the save of its effect. Where there is one, the answer is given again, to a caller who may still
 * read what was made.
 *
 * <p>A request that saves nothing leaves no receipt: refused or failed, it may be repeated with the
 * same key and is judged anew.
 */
@ServerFilter(value = Filter.MATCH_ALL_PATTERN, methods = HttpMethod.POST)
@Order(IdempotencyFilter.ORDER)
@Requires(beans = Receipts.class)
final class IdempotencyFilter implements ConditionalFilter {
  /** Behind the one that tells who calls. */
  static final int ORDER = 39_500;

  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
  private static final int MOST_WAITING = 500;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** What stands for a file where bodies are compared. */
  private static final byte[] UPLOAD = "a file".getBytes(StandardCharsets.US_ASCII);

  private final Receipts receipts;
  private final Reads reads;
  private final RequestSeal seal;
  private final RestLimits limits;
  private final Duration wait;
  private final Turns turns = new Turns(MOST_WAITING);

  IdempotencyFilter(
      Receipts receipts,
      Reads reads,
      RequestSeal seal,
      RestLimits limits,
      @Value("${galley.idempotency.wait:5s}") Duration wait) {
    if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
      throw new InvalidSetting("galley.idempotency.wait", wait, "0 to " + LONGEST_WAIT);
    }
    this.receipts = receipts;
    this.reads = reads;
    this.seal = seal;
    this.limits = limits;
    this.wait = wait;
  }

  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    return IdempotencyKey.isIn(request);
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> once(HttpRequest<?> request, FilterContinuation<HttpResponse<?>> rest)
      throws InterruptedException {
    Optional<Caller> caller = Callers.of(request);
    Optional<String> key = IdempotencyKey.of(request);
    if (caller.isEmpty() || key.isEmpty()) {
      return rest.proceed();
    }
    // A file goes by without being kept: whether it is the same is told by what was made of it.
    byte[] body = FileUpload.isIn(request) ? UPLOAD : content(request);
    Attempt attempt = Attempt.of(request, caller.get(), key.get(), body, seal);
    return once(attempt, request, rest);
  }

  private byte[] content(HttpRequest<?> request) {
    return RequestBody.of(request, limits).bytes();
  }

  private HttpResponse<?> once(
      Attempt attempt, HttpRequest<?> request, FilterContinuation<HttpResponse<?>> rest)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      Optional<Receipt> earlier = find(attempt);
      if (earlier.isPresent()) {
        return again(attempt, earlier.get(), request);
      }
      Turns.Turn turn = turns.take(attempt);
      if (turn.attempt() == attempt) {
        try (turn) {
          return run(attempt, request, rest);
        }
      }
      if (turn.attempt().differsFrom(attempt)) {
        throw reused();
      }
      if (!turn.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        throw Problem.of(
                ProblemType.REQUEST_IN_FLIGHT, "The request with this key has not finished.")
            .asException();
      }
    }
  }

  private Optional<Receipt> find(Attempt attempt) {
    return receipts.find(attempt.caller().tenant(), attempt.key());
  }

  private HttpResponse<?> run(
      Attempt attempt, HttpRequest<?> request, FilterContinuation<HttpResponse<?>> rest) {
    attempt.mark(request);
    HttpResponse<?> answer = rest.proceed();
    Optional<Receipt> kept = attempt.kept();
    if (kept.isPresent()) {
      keep(attempt, kept.get(), answer);
      return answer;
    }
    // It saved nothing, so that its answer may tell of the effect of another one of its kind, which
    // was faster on another server; or the store did not say that it saved.
    return findAgain(attempt)
        .<HttpResponse<?>>map(receipt -> again(attempt, receipt, request))
        .orElse(answer);
  }

  private Optional<Receipt> findAgain(Attempt attempt) {
    try {
      return find(attempt);
    } catch (ApplicationException e) {
      // What there is to say of the store has been said in the answer.
      return Optional.empty();
    }
  }

  private void keep(Attempt attempt, Receipt receipt, HttpResponse<?> answer) {
    if (Made.read(receipt.made()).shownOnce()) {
      return;
    }
    Optional<JsonObject> kept = KeptAnswer.of(answer);
    try {
      kept.ifPresent(json -> receipts.answered(attempt.caller().tenant(), attempt.key(), json));
    } catch (ApplicationException e) {
      LOG.warn(
          "The answer was not kept; a retry will have it made anew: {}: {}",
          e.code(),
          e.getMessage());
    }
  }

  /** The answer to what has been done before. */
  private HttpResponse<?> again(Attempt attempt, Receipt receipt, HttpRequest<?> request) {
    Made made = Made.read(receipt.made());
    if (attempt.differsFrom(receipt, made)) {
      throw reused();
    }
    if (made.link().isEmpty()) {
      throw alreadyCreated(made);
    }
    // Whatever is shown now, the caller must be one who can read it now.
    HttpResponse<?> current = reads.read(made.link().get(), attempt.caller());
    if (made.shownOnce()) {
      throw alreadyCreated(made);
    }
    if (FileUpload.isIn(request) && FileUpload.differs(request, current)) {
      throw reused();
    }
    if (receipt.answer().isEmpty() && current.code() == HttpStatus.NO_CONTENT.getCode()) {
      // What was made is not there any more, as a working copy that was committed since.
      throw alreadyCreated(made);
    }
    return receipt
        .answer()
        .<HttpResponse<?>>map(KeptAnswer::read)
        .orElseGet(() -> anew(made, current));
  }

  private static HttpResponse<?> anew(Made made, HttpResponse<?> current) {
    MutableHttpResponse<?> answer = telling(made, current).status(made.status());
    if (made.status() == HttpStatus.CREATED) {
      made.link().ifPresent(link -> answer.getHeaders().set(HttpHeaders.LOCATION, link));
    } else {
      // A rebase has moved what is shown.
      made.link().ifPresent(link -> answer.getHeaders().set(HttpHeaders.CONTENT_LOCATION, link));
    }
    return answer;
  }

  private static MutableHttpResponse<?> telling(Made made, HttpResponse<?> current) {
    MutableHttpResponse<?> answer = current.toMutableResponse();
    if (made.told().isEmpty() || !(answer.body() instanceof byte[] body)) {
      return answer;
    }
    JsonObject shown = (JsonObject) JsonReader.read(body, Integer.MAX_VALUE);
    JsonObject.Builder all =
        JsonObject.builder().putAll(shown.without("_links")).putAll(made.told());
    shown.get("_links").ifPresent(links -> all.put("_links", links));
    return answer.body(CanonicalJson.writeInOrder(all.build()).getBytes(StandardCharsets.UTF_8));
  }

  private static RuntimeException reused() {
    return Problem.of(
            ProblemType.KEY_REUSED, "This key came with another body or query the first time.")
        .asException();
  }

  private static RuntimeException alreadyCreated(Made made) {
    Problem problem =
        Problem.of(
            ProblemType.ALREADY_CREATED, "The request succeeded before; its answer is not kept.");
    return made.link()
        .map(link ->
            problem.with("_links", JsonObject.builder().put("self", Links.to(link)).build()))
        .orElse(problem)
        .asException();
  }
}
