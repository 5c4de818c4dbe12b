package dev.galley.bootstrap.command;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import dev.galley.jdbc.OtherSchema;
import dev.galley.jdbc.embedded.EmbeddedPostgresException;
import dev.galley.kafka.InvalidKafkaSetting;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.sql.SQLException;
import java.util.Optional;

/** Finds the sentence for an operator in what a start that failed has thrown. */
final class StartFailure {
  private StartFailure() {}

  static CommandFailure explain(ServeSettings settings, Throwable thrown) {
    Throwable root = thrown;
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      root = at;
      switch (at) {
        case CommandFailure failure -> {
          return failure;
        }
        case InvalidSetting invalid -> {
          return CommandFailure.misused(text(invalid));
        }
        case InvalidKafkaSetting invalid -> {
          return CommandFailure.misused(text(invalid));
        }
        case EmbeddedPostgresException refused -> {
          return CommandFailure.failed(text(refused));
        }
        case OtherSchema refused -> {
          return CommandFailure.failed(text(refused));
        }
        case MongoException refused -> {
          return mongo(settings, refused);
        }
        case SQLException refused -> {
          return store(settings, refused);
        }
        case BindException taken -> {
          return address(settings, taken);
        }
        case UnknownHostException unknown -> {
          return unknownHost(settings);
        }
        case UnresolvedAddressException unknown -> {
          return unknownHost(settings);
        }
        default -> {}
      }
    }
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof ConversionErrorException || at instanceof ConfigurationException) {
        return CommandFailure.misused("A setting can't be meant like this: " + line(text(at)));
      }
    }
    return CommandFailure.failed(
        "The server could not start: " + line(text(root)) + " (GALLEY_DEBUG=1 shows where)");
  }

  private static CommandFailure mongo(ServeSettings settings, MongoException failure) {
    String which = name(settings, "--mongo-uri", "GALLEY_MONGO_URI");
    return CommandFailure.failed(
        failure instanceof MongoSecurityException
            ? "MongoDB refuses the log-in of " + which + "."
            : "MongoDB at "
                + settings.storeText().replaceFirst("^MongoDB at ", "")
                + " does not answer as it should ("
                + failure.getClass().getSimpleName()
                + "); is the address in "
                + which
                + " right, and is there a primary? GALLEY_DEBUG=1 shows more.");
  }

  /** What is wrong below belongs to the store then, not to the address of this server. */
  private static CommandFailure store(ServeSettings settings, SQLException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof UnknownHostException || at instanceof UnresolvedAddressException) {
        return CommandFailure.failed(
            "PostgreSQL can't be reached: the host in "
                + name(settings, "--postgres-url", "GALLEY_POSTGRES_URL")
                + " is not known.");
      }
    }
    return CommandFailure.failed(
        "PostgreSQL does not answer as it should: "
            + line(text(failure))
            + " (GALLEY_DEBUG=1 shows where)");
  }

  private static CommandFailure address(ServeSettings settings, BindException failure) {
    String reason = text(failure);
    if (reason.contains("assign")) {
      return CommandFailure.misused(
          name(settings, "--host", "GALLEY_HOST")
              + ": "
              + settings.host()
              + " (expected: an address of this machine)");
    }
    if (reason.contains("denied") || reason.contains("permitted")) {
      return CommandFailure.misused(
          name(settings, "--port", "GALLEY_PORT")
              + ": "
              + settings.port()
              + " (expected: a port that this user may open, such as 8080)");
    }
    return CommandFailure.failed(
        "Port "
            + settings.port()
            + " on "
            + settings.host()
            + " is taken by another program; stop that one, or choose another port with --port or"
            + " GALLEY_PORT.");
  }

  private static CommandFailure unknownHost(ServeSettings settings) {
    return CommandFailure.setting(
        name(settings, "--host", "GALLEY_HOST"), settings.host(), "an address of this machine");
  }

  private static String name(ServeSettings settings, String option, String variable) {
    return settings.sources().getOrDefault(option, option + " (" + variable + ")");
  }

  private static String text(Throwable thrown) {
    return Optional.ofNullable(thrown.getMessage()).orElse(thrown.getClass().getSimpleName());
  }

  private static String line(String text) {
    return text.strip().lines().findFirst().orElse("no message");
  }
}
