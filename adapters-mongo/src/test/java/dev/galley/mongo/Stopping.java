package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.contract.Faults;
import java.util.function.Function;

/**
 * Two processes on one database, of which one can be ended.
 *
 * @param process the one that ends
 * @param other the one that finds what is left
 * @param counted the exchanges of the other one
 */
record Stopping(
    FaultyExchange faults,
    MongoStoreUnderTest process,
    MongoStoreUnderTest other,
    FaultyExchange counted) {

  static Stopping start() {
    FaultyExchange faults = new FaultyExchange();
    MongoSettings settings = MongoStoreUnderTest.freshDatabase();
    MongoStoreUnderTest process = MongoStoreUnderTest.on(settings, faults);
    // Beans are made when they are asked for: the start is not what is stopped here.
    process.mongo();
    FaultyExchange counted = new FaultyExchange();
    return new Stopping(faults, process, MongoStoreUnderTest.on(settings, counted), counted);
  }

  void drop() {
    process.context().close();
    other.drop();
  }

  /**
   * Something that a process does.
   *
   * @param run what is stopped
   * @param afterwards what has to be so then
   */
  record Work(Runnable run, Runnable afterwards) {}

  /** Stops a work after its first exchange, its second..., until one gets to its end. */
  void everywhere(String name, Function<String, Work> prepared) {
    boolean stopped = true;
    int step = 0;
    while (stopped) {
      step++;
      assertThat(step).as("exchanges of one " + name).isLessThan(100);
      Work work = prepared.apply(name + " stopped after exchange " + step);
      stopped = stop(step, work.run());
      work.afterwards().run();
    }
    assertThat(step).as("exchanges of one " + name).isGreaterThan(1);
  }

  private boolean stop(int step, Runnable run) {
    faults.stopAt(step, Faults.Moment.AFTER);
    boolean stopped;
    try {
      run.run();
    } catch (StoreUnavailable | OutcomeUnknown e) {
      // Nobody is there to hear it.
    } finally {
      stopped = faults.clear();
    }
    return stopped;
  }
}
