package dev.galley.bootstrap.http;

import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.Revisions;
import dev.galley.application.model.Models;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Journals;
import dev.galley.application.store.Receipts;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Snapshots;
import dev.galley.application.store.StoreUnavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that requests lose after it has saved so many of their changes. */
@Singleton
@Requires(property = LostStore.PROPERTY)
final class LostStore {
  static final String PROPERTY = "test.lost-store";

  private static final int NEVER = Integer.MAX_VALUE;

  private final AtomicInteger left = new AtomicInteger(NEVER);
  private final AtomicBoolean missed = new AtomicBoolean();

  /** From now on it is lost after so many changes. */
  void loseAfter(int saves) {
    missed.set(false);
    left.set(saves);
  }

  /** It is there again; tells whether anybody has missed it. */
  boolean comesBack() {
    left.set(NEVER);
    return missed.get();
  }

  private <T> T behind(Class<T> port, T store) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(store, method, arguments)));
  }

  private Object call(Object store, Method method, Object[] arguments) throws Throwable {
    boolean asked = left.get() != NEVER && ServerRequestContext.currentRequest().isPresent();
    if (asked && left.get() <= 0) {
      missed.set(true);
      throw new StoreUnavailable("lost", null);
    }
    Object answer;
    try {
      answer = method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (asked && answer instanceof SaveOutcome.Saved) {
      left.decrementAndGet();
    }
    return answer;
  }

  /** Puts one port behind it. */
  abstract static class Behind<T> implements BeanCreatedEventListener<T> {
    private final LostStore lost;
    private final Class<T> port;

    Behind(LostStore lost, Class<T> port) {
      this.lost = lost;
      this.port = port;
    }

    @Override
    public T onCreated(BeanCreatedEvent<T> event) {
      return lost.behind(port, event.getBean());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static final class LostAggregates extends Behind<Aggregates> {
    LostAggregates(LostStore lost) {
      super(lost, Aggregates.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static final class LostAssistants extends Behind<Assistants> {
    LostAssistants(LostStore lost) {
      super(lost, Assistants.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static final class LostSnapshots extends Behind<Snapshots> {
    LostSnapshots(LostStore lost) {
      super(lost, Snapshots.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static final class LostRevisions extends Behind<Revisions> {
    LostRevisions(LostStore lost) {
      super(lost, Revisions.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static final class LostJournals extends Behind<Journals> {
    LostJournals(LostStore lost) {
      super(lost, Journals.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static final class LostModels extends Behind<Models> {
    LostModels(LostStore lost) {
      super(lost, Models.class);
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static final class LostReceipts extends Behind<Receipts> {
    LostReceipts(LostStore lost) {
      super(lost, Receipts.class);
    }
  }
}
