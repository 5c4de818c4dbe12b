package dev.galley.rest.idempotency;

import dev.galley.application.store.Receipts;
import dev.galley.domain.access.Caller;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import dev.galley.rest.security.Callers;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.bind.RequestBinderRegistry;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteMatch;
import jakarta.inject.Singleton;

/**
 * Reads what a link of this server leads to as its GET would answer a caller: through the same
 * controller, and so with the same rules of who may see what, but without a request over the wire.
 */
@Singleton
@Requires(beans = Receipts.class)
final class Reads {
  // Routes are collected when the filters, which need this, are there.
  private final BeanProvider<Router> router;
  private final BeanProvider<RequestBinderRegistry> binders;

  Reads(BeanProvider<Router> router, BeanProvider<RequestBinderRegistry> binders) {
    this.router = router;
    this.binders = binders;
  }

  /**
   * The answer, which is a success.
   *
   * @param link a path of this server without a query
   * @throws RuntimeException what the controller throws when it is not there, or not for the caller
   */
  HttpResponse<?> read(String link, Caller caller) {
    MutableHttpRequest<?> get = HttpRequest.GET(link);
    Callers.letIn(get, caller);
    UriRouteMatch<Object, Object> route = router.get().findClosest(get);
    if (route == null) {
      throw gone();
    }
    RouteAttributes.setRouteMatch(get, route);
    route.fulfillBeforeFilters(binders.get(), get);
    route.fulfillAfterFilters(binders.get(), get);
    if (route.execute() instanceof HttpResponse<?> answer && answer.code() / 100 == 2) {
      return answer;
    }
    throw gone();
  }

  private static RuntimeException gone() {
    return Problem.of(ProblemType.NOT_FOUND, "What the earlier request made is not there.")
        .asException();
  }
}
