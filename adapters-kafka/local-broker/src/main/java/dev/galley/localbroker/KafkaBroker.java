package dev.galley.localbroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a broker, with {@code @ExtendWith(KafkaBroker.class)}, as a parameter of a
 * constructor or method:
 *
 * <ul>
 *   <li>{@link Broker}: one for all test classes of this JVM, in Docker when that answers, else
 *       within this process. Tests use topics and groups of their own names.
 *   <li>{@link BrokerProcess}: one of the test class's own, which has been started and may be
 *       killed.
 * </ul>
 */
public final class KafkaBroker implements ParameterResolver {
  private static final Namespace SPACE = Namespace.create(KafkaBroker.class);
  private static Optional<Broker> shared = Optional.empty();

  /** The broker that all test classes share; started when it is first asked for. */
  public static synchronized Broker shared() {
    if (shared.isEmpty()) {
      Broker started = DockerBroker.available() ? DockerBroker.start() : InProcessBroker.start();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      announce(started);
      shared = Optional.of(started);
    }
    return shared.get();
  }

  private static void announce(Broker broker) {
    System.out.println(
        "Tests run on Kafka " + AppInfoParser.getVersion() + ", " + broker.sort() + ".");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Broker.class || type == BrokerProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == Broker.class) {
      return shared();
    }
    // A constructor's context may already be the one of a method.
    ExtensionContext scope = context;
    while (scope.getParent().filter(up -> up.getTestClass().isPresent()).isPresent()) {
      scope = scope.getParent().orElseThrow();
    }
    return scope
        .getStore(SPACE)
        .getOrComputeIfAbsent(Own.class, key -> Own.start(), Own.class)
        .process();
  }

  /** A test class's own broker, with its folder. */
  private record Own(BrokerProcess process, Path folder) implements AutoCloseable {
    static Own start() {
      try {
        Path folder = Files.createTempDirectory("galley-broker");
        BrokerProcess process = BrokerProcess.in(folder).start();
        announce(process);
        return new Own(process, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.close();
      BrokerProcess.erase(folder);
    }
  }
}
