package dev.galley.benchmarks;

import dev.galley.domain.content.ContentChange;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.ContentShapes;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonPatch;
import dev.galley.domain.content.Merge;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A large flow in which live and the draft have changed one field each, repeated so many times. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class CompareBenchmark {
  /** How often the flow is repeated in the content. */
  @Param({"1", "2", "4", "8"})
  public int copies;

  /** The directory of real contents; empty for a flow that is made up. */
  @Param("")
  public String data = "";

  private Json base = JsonNull.NULL;
  private Json live = JsonNull.NULL;
  private Json draft = JsonNull.NULL;

  /** Makes the three contents; as in a server they share no values. */
  @Setup
  public void prepare() {
    Flow flow =
        Flow.find(data.isEmpty() ? Optional.empty() : Optional.of(Path.of(data))).times(copies);
    base = flow.content();
    live = flow.withChangedStep(0).content();
    draft = flow.withChangedStep(flow.steps() - 1).content();
  }

  /** What people are told. */
  @Benchmark
  public List<ContentChange> compare() {
    return ContentComparison.changes(base, draft, ContentShapes.AGENT);
  }

  /** What programs are told. */
  @Benchmark
  public JsonPatch patch() {
    return JsonPatch.between(base, draft, ContentShapes.AGENT);
  }

  /** A rebase. */
  @Benchmark
  public Merge merge() {
    return Merge.of(base, live, draft, ContentShapes.AGENT);
  }
}
