package dev.galley.contract;

import dev.galley.domain.assistant.AssistantContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A content like the flows that editors draw and save again after each change: steps with texts,
 * numbers and places. The same seed makes the same flow and the same edits.
 */
public final class Flow {
  /** What a large flow has in bytes. */
  public static final int LARGE = 121 * 1024;

  private static final int WORDS = 2_000;

  private final String name;
  private final Random random;
  private final List<String> words = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  private static final class Step {
    private final String id;
    private String prompt;
    private int temperature;
    private int x;
    private int y;

    private Step(String id, String prompt) {
      this.id = id;
      this.prompt = prompt;
    }

    private String text() {
      return "{data: {model: large, prompt: "
          + prompt
          + ", temperature: 0."
          + temperature
          + "}, id: "
          + id
          + ", position: {x: "
          + x
          + ", y: "
          + y
          + "}, type: prompt}\n";
    }
  }

  private Flow(String name, int bytes, long seed) {
    this.name = name;
    this.random = new Random(seed);
    for (int i = 0; i < WORDS; i++) {
      words.add(
          random
              .ints(2 + random.nextInt(8), 'a', 'z' + 1)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString());
    }
    for (int length = 0; length < bytes; length += steps.getLast().text().length()) {
      steps.add(
          new Step(
              new UUID(random.nextLong(), random.nextLong()).toString(),
              words(50 + random.nextInt(60))));
    }
  }

  /** A flow of about that many bytes. */
  public static Flow of(String name, int bytes, long seed) {
    return new Flow(name, bytes, seed);
  }

  private String words(int count) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(words.get(random.nextInt(WORDS)));
    }
    return String.join(" ", chosen);
  }

  /** Moves a step, sets a number, or says a part of a text in other words. */
  public AssistantContent changeOneField() {
    Step step = steps.get(random.nextInt(steps.size()));
    switch (random.nextInt(3)) {
      case 0 -> {
        step.x = random.nextInt(2_000);
        step.y = random.nextInt(2_000);
      }
      case 1 -> step.temperature = random.nextInt(1_000);
      default -> {
        int from = random.nextInt(step.prompt.length());
        int to = Math.min(step.prompt.length(), from + 40);
        step.prompt = step.prompt.substring(0, from) + words(5) + step.prompt.substring(to);
      }
    }
    return content();
  }

  /** Takes steps out, puts others in, or writes much anew. */
  public AssistantContent changeMuch() {
    for (int i = random.nextInt(20); i >= 0; i--) {
      int at = random.nextInt(steps.size());
      switch (random.nextInt(3)) {
        case 0 -> steps.add(at, new Step("step-" + random.nextInt(), words(80)));
        case 1 -> steps.get(at).prompt = words(60) + " \u00e4\u4f60\uD83D\uDE80";
        default -> {
          if (steps.size() > 1) {
            steps.remove(at);
          }
        }
      }
    }
    return content();
  }

  /** As it is now. */
  public AssistantContent content() {
    return content("");
  }

  /**
   * As it is now, with a remark that tells it from others.
   *
   * @param remark stands at its end
   */
  public AssistantContent content(String remark) {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append(step.text()));
    return Author.content(name, text.append(remark).toString());
  }
}
