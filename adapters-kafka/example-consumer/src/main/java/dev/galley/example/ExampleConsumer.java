package dev.galley.example;

import dev.galley.consumer.GalleyEventDeserializer;
import dev.galley.consumer.GalleyMessage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Keeps a copy of all live assistants and agents of a Galley in a folder. */
public final class ExampleConsumer {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final long SECONDS_TO_END = 10;

  private ExampleConsumer() {}

  /** Ends with SIGTERM or Ctrl-C, with 2 when the arguments are wrong, with 1 on other failures. */
  public static void main(String[] args) {
    if (List.of(args).contains("--help")) {
      System.out.print(Arguments.USAGE);
      return;
    }
    try {
      run(arguments(args));
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        System.err.println(cause);
      }
      System.exit(1);
    }
  }

  private static Arguments arguments(String[] args) throws IOException {
    try {
      return Arguments.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      throw e;
    }
  }

  private static Contents contents(Arguments arguments) {
    return arguments.server().isPresent()
        ? new ServerContents(arguments.server().get(), arguments.tokenFile())
        : Contents.NOWHERE;
  }

  private static void run(Arguments arguments) throws Exception {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    CountDownLatch ended = new CountDownLatch(1);
    try (CopyFolder folder = CopyFolder.open(arguments.folder());
        Contents contents = contents(arguments);
        Consumer<String, GalleyMessage> consumer =
            new KafkaConsumer<>(
                arguments.kafka(), new StringDeserializer(), new GalleyEventDeserializer())) {
      CopyLoop loop = new CopyLoop(consumer, folder, contents, FIRST_PAUSE, out, System.err);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(loop, ended), "end"));
      loop.run(arguments.topics());
    } finally {
      ended.countDown();
    }
  }

  private static void end(CopyLoop loop, CountDownLatch ended) {
    loop.stop();
    try {
      ended.await(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
