package dev.galley.contract;

import dev.galley.application.assistant.AssistantCursor;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.store.Change;
import dev.galley.domain.access.Audience;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.SearchText;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Assistants and queries that meet each other often enough to be interesting. */
final class RandomAssistants {
  private static final List<String> PIECES =
      List.of(
          "sales",
          "Sale",
          "bot",
          "B\u00d6T",
          "stra\u00dfe",
          "STRASSE",
          "\u039f\u03b4\u03cc\u03c2",
          "\u8ca9\u58f2",
          "\u58f2\u7ba1",
          "\u7ba1",
          "\uD83D\uDE80",
          "\uD83D\uDE80\uD83C\uDF1F",
          "\u0416\u0443\u043a",
          "a",
          "e\u0301",
          "\u00e9",
          "\uFF21\uFF42",
          "fi\uFB01",
          "50%",
          "_",
          "\\",
          "\u3000",
          "\u0e01\u0e33",
          "\u0939\u093f",
          "\uD840\uDC0B",
          "x-y",
          "I\u0307",
          "\u0130",
          "\u0131",
          "1\u00bd");
  private static final List<String> TAGS =
      List.of("red", "Red", "gr\u00fcn", "\u8d64", "a b", "\uD83D\uDE80");
  private static final List<String> OWNERS = List.of("ada", "bob", "eve:x", "ada-team");
  private static final List<String> FOLDERS = List.of("f1", "f2", "F1");
  private static final List<String> TYPES = List.of("search", "mail", "Mail");

  private final Random random;
  private final Author author;
  private final List<Assistant> made = new ArrayList<>();

  RandomAssistants(Random random, Author author) {
    this.random = random;
    this.author = author;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String text(int most) {
    StringBuilder text = new StringBuilder(one(PIECES));
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(random.nextBoolean() ? " " : "").append(one(PIECES));
    }
    return text.toString();
  }

  private Principal principal() {
    return random.nextBoolean() ? Principal.user(one(OWNERS)) : Principal.team(one(OWNERS));
  }

  private AssistantContent content() {
    Set<String> tags = new HashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      tags.add(one(TAGS));
    }
    List<Json> skills = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      skills.add(
          JsonObject.builder()
              .put("id", new UUID(random.nextLong(), random.nextLong()).toString())
              .put("type", one(TYPES))
              .build());
    }
    return Author.fromJson(
        JsonObject.builder()
            .put("name", text(3))
            .putIfPresent(
                "description", random.nextInt(3) == 0 ? Optional.empty() : Optional.of(text(12)))
            .putIf(random.nextInt(5) == 0, "shared", Json.of(true))
            .putIf(!tags.isEmpty(), "tags", JsonArray.ofTexts(tags))
            .putIf(!skills.isEmpty(), "skills", new JsonArray(skills)));
  }

  /** The saves of one assistant's life so far. */
  List<Change> next() {
    List<Share> shares = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      shares.add(new Share(principal(), Level.READ));
    }
    Optional<String> folder = random.nextBoolean() ? Optional.empty() : Optional.of(one(FOLDERS));
    Slug slug = Slug.of("s" + made.size() + "-" + random.nextInt());
    List<Change> changes = new ArrayList<>();
    changes.add(
        author.creationChange(
            author.birth(principal(), slug, folder, shares),
            content(),
            Author.at(random.nextInt(40))));
    if (random.nextInt(3) == 0) {
      Assistant current = (Assistant) changes.getLast().next();
      AssistantContent other = content();
      if (!other.snapshot().hash().equals(current.live().content())) {
        changes.add(author.liveChange(current, other, Author.at(40 + random.nextInt(20))));
      }
    }
    switch (random.nextInt(8)) {
      case 0 -> changes.add(author.openChange((Assistant) changes.getLast().next()));
      case 1 -> changes.add(restoration(changes));
      default -> {}
    }
    if (random.nextInt(8) == 0) {
      Assistant current = (Assistant) changes.getLast().next();
      changes.add(Author.sharingChange(current, List.of(new Share(principal(), Level.WRITE))));
    }
    made.add((Assistant) changes.getLast().next());
    if (random.nextInt(12) == 0) {
      changes.add(author.deletionChange(made.getLast()));
    }
    return changes;
  }

  /** A draft with what was live first. */
  private Change restoration(List<Change> life) {
    Assistant current = (Assistant) life.getLast().next();
    Snapshot first = life.getFirst().snapshots().getFirst();
    ChangeId id = Author.change();
    return Change.of(id, current.restoreRevision(1, first.hash(), Author.at(70), id).orElseThrow())
        .with(first);
  }

  Visibility visibility() {
    if (random.nextInt(3) == 0) {
      return new Visibility.Everything();
    }
    Set<String> keys = new HashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      keys.add(principal().key());
    }
    if (random.nextInt(3) != 0) {
      keys.add(Audience.EVERYONE);
    }
    return new Visibility.SharedWith(keys);
  }

  AssistantQuery query() {
    List<String> words = new ArrayList<>();
    if (random.nextBoolean()) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        String folded = SearchText.fold(one(PIECES));
        SearchText.words(
                random.nextBoolean()
                    ? folded
                    : folded.substring(0, folded.offsetByCodePoints(0, 1)))
            .forEach(words::add);
      }
    }
    AssistantSort sort =
        new AssistantSort(one(List.of(AssistantSort.Key.values())), random.nextBoolean());
    boolean walking = random.nextInt(4) == 0;
    Optional<AssistantCursor> after =
        walking ? Optional.of(sort.cursorAt(one(made))) : Optional.empty();
    return new AssistantQuery(
        author.tenant(),
        visibility(),
        words,
        sometimes(OWNERS),
        sometimes(TAGS),
        sometimes(FOLDERS),
        sometimes(TYPES),
        sort,
        walking || random.nextBoolean() ? 0 : random.nextInt(60),
        1 + random.nextInt(random.nextBoolean() ? 5 : 200),
        after,
        random.nextBoolean());
  }

  private Optional<String> sometimes(List<String> of) {
    return random.nextInt(4) == 0 ? Optional.of(one(of)) : Optional.empty();
  }
}
