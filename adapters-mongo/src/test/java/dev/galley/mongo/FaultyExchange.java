package dev.galley.mongo;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import dev.galley.contract.Faults;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Loses the connection at one exchange of a thread, or from one on, or is slow there. */
final class FaultyExchange implements Exchange, Faults {
  final AtomicInteger steps = new AtomicInteger();

  private final ThreadLocal<Plan> plans = ThreadLocal.withInitial(Plan::new);

  private static final class Plan {
    int left;
    Moment moment = Moment.BEFORE;
    boolean struck;
    boolean stays;
    Optional<Runnable> meanwhile = Optional.empty();
  }

  @Override
  public void loseConnectionAt(int step, Moment moment) {
    plan(step, moment, false);
  }

  /** The process ends there: nothing of what it would do later gets out either. */
  void stopAt(int step, Moment moment) {
    plan(step, moment, true);
  }

  /** The process is slow there: before that step of this thread, something else happens. */
  void beSlowAt(int step, Runnable meanwhile) {
    plan(step, Moment.BEFORE, false);
    plans.get().meanwhile = Optional.of(meanwhile);
  }

  private void plan(int step, Moment moment, boolean stays) {
    Plan plan = plans.get();
    plan.left = step;
    plan.moment = moment;
    plan.struck = false;
    plan.stays = stays;
    plan.meanwhile = Optional.empty();
  }

  @Override
  public boolean clear() {
    boolean struck = plans.get().struck;
    plans.remove();
    return struck;
  }

  @Override
  public <T> T run(Supplier<T> command) {
    steps.incrementAndGet();
    Plan plan = plans.get();
    if (plan.struck && plan.stays) {
      throw lost();
    }
    if (plan.left == 0 || --plan.left > 0) {
      return command.get();
    }
    plan.struck = true;
    if (plan.meanwhile.isPresent()) {
      plan.meanwhile.get().run();
      return command.get();
    }
    if (plan.moment == Moment.AFTER) {
      var _ = command.get();
    }
    throw lost();
  }

  private static MongoSocketReadException lost() {
    return new MongoSocketReadException("lost on purpose", new ServerAddress());
  }
}
