package dev.galley.bootstrap.command;

import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code galley rotate-keys}: puts new keys in the place of those by which secrets are sealed. */
@Command(
    name = "rotate-keys",
    description = {
      "Seal all secrets of a running server by new keys, while everybody works on.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "The keys before stay for one rotation more. A key that was set by",
      "GALLEY_SECRETS_KEY stays: put a new one before it, separated by a comma,",
      "start the servers anew, then rotate."
    })
final class RotateKeysCommand implements Callable<Integer> {
  /** All values of all tenants are opened and sealed meanwhile. */
  private static final Duration TIMEOUT = Duration.ofHours(2);

  private final Surroundings surroundings;

  @Mixin ServerOptions server = new ServerOptions();
  @Mixin HelpOption help = new HelpOption();

  RotateKeysCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = server.target(LocalUser.operator(surroundings), surroundings);
    try (GalleyClient client = new GalleyClient(target.url(), target.token(), TIMEOUT)) {
      GalleyClient.Answer answer =
          client.post("/api/admin/keys/_rotate", Optional.empty(), Optional.empty());
      if (answer.status() != 200) {
        throw CommandFailure.failed("The keys were not rotated: " + answer.reason());
      }
      surroundings.out().println(told(answer.object()));
      long locked = number(answer.object(), "locked");
      if (locked > 0) {
        throw CommandFailure.failed(
            locked
                + " keys of tenants or values did not open with the keys of the server, and stay as"
                + " they are; see its log.");
      }
      return 0;
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The server " + target.url() + " does not answer: " + AssistantImporter.describe(e));
    }
  }

  private static String told(JsonObject done) {
    boolean own = done.get("serverKey").filter(JsonBoolean.TRUE::equals).isPresent();
    return (own ? "The server has a new key; " : "The server's key is the one that is set; ")
        + count(number(done, "tenants"), "tenant has new keys", "tenants have new keys")
        + ", and "
        + count(number(done, "secrets"), "secret is sealed", "secrets are sealed")
        + " by them.";
  }

  private static String count(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  private static long number(JsonObject done, String name) {
    return done.get(name).stream()
        .mapToLong(value -> value instanceof JsonNumber(double count) ? (long) count : 0)
        .sum();
  }
}
