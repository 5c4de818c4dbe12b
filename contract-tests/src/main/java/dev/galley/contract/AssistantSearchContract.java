package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.AssistantCursor;
import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.store.Archive;
import dev.galley.application.store.ArchiveRecord;
import dev.galley.application.store.Change;
import dev.galley.domain.access.Audience;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.SearchText;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists show what a caller can see, all of it, in one order, whatever the store's locale. */
public interface AssistantSearchContract extends StoreContract {

  /** Who sees everything. */
  Visibility ADMIN = new Visibility.Everything();

  @Test
  default void anEmptyTenantHasAnEmptyPage() {
    Author author = author();

    assertThat(page(Query.of(author))).isEqualTo(new AssistantPage(List.of(), false, 0, false));
    assertThat(page(Query.of(author).words("x").tag("y").start(5)).items()).isEmpty();
    assertThat(store().assistants().countTags(author.tenant(), ADMIN))
        .isEqualTo(new TagCounts(java.util.Map.of(), false));
  }

  private AssistantPage page(Query query) {
    return store().assistants().page(query.build());
  }

  private List<String> names(Query query) {
    return page(query).items().stream().map(a -> a.live().summary().name()).toList();
  }

  @Test
  default void namesStandInTheOrderOfTheirFoldedBytes() {
    Author author = author();
    // Beyond the basic plane stands the emoji: UTF-16 would put it before U+FF5E.
    List<String> ordered =
        List.of(
            "10 things",
            "9 lives",
            "Zebra",
            "alpha",
            "B\u00e9ta",
            "beta",
            "\u00c9clair",
            "\u0416\u0443\u043a",
            "\u8ca9\u58f2",
            "\uFF5E\uD7FB",
            "\uD83D\uDE80 rocket");
    List<String> byBytes =
        ordered.stream()
            .sorted((l, r) ->
                java.util.Arrays.compareUnsigned(
                    SearchText.fold(l).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    SearchText.fold(r).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .toList();
    for (int i = 0; i < ordered.size(); i++) {
      author.saved(
          author.creationChange(
              author.birth(Author.freshId(), Slug.of("n" + i)),
              Author.content(ordered.get((i * 7) % ordered.size()), "x"),
              Author.at(i)));
    }
    assertThat(names(Query.of(author).sort("name"))).isEqualTo(byBytes);
    assertThat(names(Query.of(author).sort("-name"))).isEqualTo(byBytes.reversed());
    assertThat(byBytes.indexOf("\uD83D\uDE80 rocket")).isEqualTo(byBytes.size() - 1);
  }

  @Test
  default void timesOrderAndIdsBreakTies() {
    Author author = author();
    List<AssistantId> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      AssistantContent content = Author.content("Same", "x");
      // Ids whose first bit is set are negative halves in Java, but not to a store.
      UUID uuid = new UUID((i % 2 == 0 ? Long.MIN_VALUE : 0) | i, 0);
      ids.add(AssistantId.fromFresh(uuid));
      author.mustSave(
          author.creationChange(
              author.birth(ids.get(i), Slug.of("s" + i)), content, Author.at(i / 2)));
    }
    Assistant touched = author.read(ids.get(1));
    author.mustSave(author.liveChange(touched, Author.content("Same", "y"), Author.at(100)));

    assertThat(ids(Query.of(author).sort("createdAt")))
        .containsExactly(ids.get(1), ids.get(0), ids.get(3), ids.get(2), ids.get(5), ids.get(4));
    assertThat(ids(Query.of(author).sort("-createdAt")))
        .containsExactly(ids.get(4), ids.get(5), ids.get(2), ids.get(3), ids.get(0), ids.get(1));
    assertThat(ids(Query.of(author)))
        .containsExactly(ids.get(1), ids.get(4), ids.get(5), ids.get(2), ids.get(3), ids.get(0));
    assertThat(ids(Query.of(author).sort("name")))
        .containsExactly(ids.get(1), ids.get(3), ids.get(5), ids.get(0), ids.get(2), ids.get(4));
  }

  private List<AssistantId> ids(Query query) {
    return page(query).items().stream().map(Assistant::id).toList();
  }

  @Test
  default void pagesAndCursorsGiveTheWholeListOnce() {
    Author author = author();
    for (int i = 0; i < 23; i++) {
      author.mustSave(
          author.creationChange(
              author.birth(Author.freshId(), Slug.of("p" + i)),
              Author.content("Name " + i % 5, "x"),
              Author.at(i % 4)));
    }
    for (String sort : List.of("name", "-name", "createdAt", "-createdAt", "-updatedAt")) {
      Query query = Query.of(author).sort(sort);
      List<AssistantId> whole = ids(query.limit(200));
      assertThat(whole).hasSize(23).doesNotHaveDuplicates();
      List<AssistantId> paged = new ArrayList<>();
      for (int start = 0; start < 25; start += 5) {
        AssistantPage page = page(query.start(start).limit(5));
        assertThat(page.total()).isEqualTo(23);
        assertThat(page.totalIsLowerBound()).isFalse();
        assertThat(page.more()).isEqualTo(start + 5 < 23);
        page.items().forEach(a -> paged.add(a.id()));
      }
      assertThat(paged).isEqualTo(whole);
      assertThat(walk(query.start(0).limit(4).uncounted())).isEqualTo(whole);
      assertThat(walk(query.start(0).limit(23).uncounted())).isEqualTo(whole);
      assertThat(page(query.start(10_000)).items()).isEmpty();
      assertThat(page(query.start(10_000)).more()).isFalse();
    }
  }

  private List<AssistantId> walk(Query query) {
    AssistantSort sort = query.build().sort();
    List<AssistantId> walked = new ArrayList<>();
    Optional<AssistantCursor> cursor = Optional.empty();
    while (true) {
      AssistantPage page = page(query.after(cursor));
      page.items().forEach(a -> walked.add(a.id()));
      if (!page.more()) {
        return walked;
      }
      cursor = Optional.of(sort.cursorAt(page.items().getLast()));
    }
  }

  @Test
  default void aCallerSeesWhatHasAKeyOfHis() {
    Author author = author();
    Assistant own = owned(author, Principal.user("eve"), List.of(), false);
    Assistant team = owned(author, Principal.team("red"), List.of(), false);
    Assistant shared = owned(author, Principal.user("bob"), List.of(share("user:eve")), false);
    Assistant twice =
        owned(author, Principal.team("red"), List.of(share("user:eve"), share("team:red")), true);
    Assistant open = owned(author, Principal.user("bob"), List.of(), true);
    Assistant hidden = owned(author, Principal.user("bob"), List.of(share("team:eve")), false);

    assertThat(ids(Query.of(author).seenBy("user:eve", "team:red", Audience.EVERYONE)))
        .containsExactlyInAnyOrder(own.id(), team.id(), shared.id(), twice.id(), open.id());
    assertThat(page(Query.of(author).seenBy("user:eve", "team:red", Audience.EVERYONE)).total())
        .isEqualTo(5);
    assertThat(ids(Query.of(author).seenBy(Audience.EVERYONE)))
        .containsExactlyInAnyOrder(twice.id(), open.id());
    assertThat(ids(Query.of(author).seenBy("team:eve"))).containsExactly(hidden.id());
    assertThat(ids(Query.of(author).seenBy("user:red"))).isEmpty();
    assertThat(ids(Query.of(author).seenBy())).isEmpty();
    assertThat(page(Query.of(author)).total()).isEqualTo(6);
    Author elsewhere = author();
    assertThat(ids(Query.of(elsewhere).seenBy("user:eve", Audience.EVERYONE))).isEmpty();
  }

  private static Share share(String key) {
    return new Share(Principal.ofKey(key), Level.READ);
  }

  private static Assistant owned(Author author, Principal owner, List<Share> shares, boolean open) {
    AssistantContent content =
        Author.fromJson(
            JsonObject.builder()
                .put("name", "Owned")
                .putIf(open, "shared", Json.of(true))
                .put("tags", JsonArray.ofTexts(List.of(owner.key()))));
    Slug slug = Slug.of("s" + UUID.randomUUID());
    return author.saved(
        author.creationChange(
            author.birth(owner, slug, Optional.empty(), shares), content, author.now()));
  }

  @Test
  default void theListFollowsTheShares() {
    Author author = author();
    Assistant assistant = author.create("Followed");
    Query eve = Query.of(author).seenBy("user:eve");
    assertThat(ids(eve)).isEmpty();

    assistant = author.saved(Author.sharingChange(assistant, List.of(share("user:eve"))));
    assertThat(ids(eve)).containsExactly(assistant.id());
    assistant = author.editLive(assistant, "Moved to the top.");
    assertThat(ids(eve)).containsExactly(assistant.id());
    assistant = author.saved(Author.sharingChange(assistant, List.of(share("user:bob"))));
    assertThat(ids(eve)).isEmpty();
    assertThat(ids(Query.of(author).seenBy("user:bob"))).containsExactly(assistant.id());
    author.delete(assistant);
    assertThat(ids(Query.of(author).seenBy("user:bob"))).isEmpty();
  }

  @Test
  default void draftsAreNotSearched() {
    Author author = author();
    Assistant assistant = author.open(author.create("Published"));
    AssistantContent draft =
        Author.fromJson(
            JsonObject.builder()
                .put("name", "Unpublished")
                .put("shared", true)
                .put("tags", JsonArray.ofTexts(List.of("new"))));
    assistant = author.edit(assistant, draft);

    assertThat(ids(Query.of(author).words("unpublished"))).isEmpty();
    assertThat(ids(Query.of(author).tag("new"))).isEmpty();
    assertThat(ids(Query.of(author).seenBy(Audience.EVERYONE))).isEmpty();
    assistant = author.commit(assistant);
    assertThat(ids(Query.of(author).words("unpublished"))).containsExactly(assistant.id());
    assertThat(ids(Query.of(author).words("published", "un"))).containsExactly(assistant.id());
    assertThat(ids(Query.of(author).tag("new"))).containsExactly(assistant.id());
    assertThat(ids(Query.of(author).seenBy(Audience.EVERYONE))).containsExactly(assistant.id());
  }

  @Test
  default void eachFilterAndAllOfThemTogether() {
    Author author = author();
    for (int i = 0; i < 16; i++) {
      AssistantContent content =
          Author.fromJson(
              JsonObject.builder()
                  .put("name", "Filter " + i)
                  .put("tags", JsonArray.ofTexts(List.of((i & 1) != 0 ? "odd" : "even", "all")))
                  .put("skills", skill((i & 2) != 0 ? "search" : "mail")));
      Principal owner = Principal.user((i & 4) != 0 ? "x" : "y");
      Optional<String> folder = (i & 8) != 0 ? Optional.of("f") : Optional.empty();
      author.mustSave(
          author.creationChange(
              author.birth(owner, Slug.of("filter " + i), folder, List.of()),
              content,
              Author.at(i)));
    }
    assertThat(numbers(Query.of(author).tag("odd"))).isEqualTo(where(i -> (i & 1) != 0));
    assertThat(numbers(Query.of(author).tag("ODD"))).isEmpty();
    assertThat(numbers(Query.of(author).tag("od"))).isEmpty();
    assertThat(numbers(Query.of(author).skillType("search"))).isEqualTo(where(i -> (i & 2) != 0));
    assertThat(numbers(Query.of(author).owner("x"))).isEqualTo(where(i -> (i & 4) != 0));
    assertThat(numbers(Query.of(author).folder("f"))).isEqualTo(where(i -> (i & 8) != 0));
    assertThat(numbers(Query.of(author).folder(""))).isEmpty();
    assertThat(numbers(Query.of(author).tag("odd").skillType("search")))
        .isEqualTo(where(i -> (i & 3) == 3));
    assertThat(
            numbers(
                Query.of(author)
                    .tag("odd")
                    .skillType("search")
                    .owner("x")
                    .folder("f")
                    .words("filter")))
        .isEqualTo(where(i -> i == 15));
    assertThat(numbers(Query.of(author).owner("x").seenBy("user:y"))).isEmpty();
    assertThat(page(Query.of(author).tag("odd").limit(3)).total()).isEqualTo(8);
    assertThat(walk(Query.of(author).tag("odd").limit(3))).hasSize(8);
    assertThat(numbers(Query.of(author).words("filter", "1", "15"))).isEqualTo(where(i -> i == 15));
  }

  private static JsonArray skill(String type) {
    return JsonArray.of(
        JsonObject.builder().put("id", UUID.randomUUID().toString()).put("type", type).build());
  }

  private Set<Integer> numbers(Query query) {
    return names(query).stream()
        .map(name -> Integer.valueOf(name.substring("Filter ".length())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> where(java.util.function.IntPredicate wanted) {
    return IntStream.range(0, 16)
        .filter(wanted)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  default void wordsAreLookedForInNameTagsAndTheBeginningOfTheDescription() {
    Author author = author();
    described(
        author,
        "Caf\u00e9 STRASSE",
        "Knows \u8ca9\u58f2\u7ba1\u7406 and \uD83D\uDE80\uD83C\uDF1F",
        "Gr\u00fcn");
    described(author, "Stra\u00dfe", "\u039f\u03b4\u03cc\u03c2 100% _x_ \\ 'quoted'", "a-b");
    described(author, "\uFF26\uFF55\uFF4C\uFF4C width", "x".repeat(499) + "\u00e9\u00e8", "\u65e5");

    assertThat(found(author, "caf\u00e9")).containsExactly("Caf\u00e9 STRASSE");
    assertThat(found(author, "CAFE\u0301")).containsExactly("Caf\u00e9 STRASSE");
    assertThat(found(author, "cafe")).isEmpty();
    assertThat(found(author, "strasse"))
        .containsExactlyInAnyOrder("Caf\u00e9 STRASSE", "Stra\u00dfe");
    assertThat(found(author, "stra\u00dfe"))
        .containsExactlyInAnyOrder("Caf\u00e9 STRASSE", "Stra\u00dfe");
    assertThat(found(author, "gr\u00fcn strasse")).containsExactly("Caf\u00e9 STRASSE");
    assertThat(found(author, "\u58f2\u7ba1")).containsExactly("Caf\u00e9 STRASSE");
    assertThat(found(author, "\u58f2\u7406")).isEmpty();
    assertThat(found(author, "\uD83D\uDE80\uD83C\uDF1F")).containsExactly("Caf\u00e9 STRASSE");
    assertThat(found(author, "\uD83D\uDE80")).containsExactly("Caf\u00e9 STRASSE");
    assertThat(found(author, "\uD83C\uDF1F\uD83D\uDE80")).isEmpty();
    assertThat(found(author, "\u039f\u0394\u038c\u03a3")).containsExactly("Stra\u00dfe");
    assertThat(found(author, "\u03bf\u03b4\u03cc\u03c3")).containsExactly("Stra\u00dfe");
    assertThat(found(author, "100%")).containsExactly("Stra\u00dfe");
    assertThat(found(author, "%")).containsExactly("Stra\u00dfe");
    assertThat(found(author, "_x_")).containsExactly("Stra\u00dfe");
    assertThat(found(author, "\\")).containsExactly("Stra\u00dfe");
    assertThat(found(author, "'q")).containsExactly("Stra\u00dfe");
    assertThat(found(author, "a-b")).containsExactly("Stra\u00dfe");
    assertThat(found(author, "full")).containsExactly("\uFF26\uFF55\uFF4C\uFF4C width");
    assertThat(found(author, "\u65e5")).containsExactly("\uFF26\uFF55\uFF4C\uFF4C width");
    assertThat(found(author, "x\u00e9")).containsExactly("\uFF26\uFF55\uFF4C\uFF4C width");
    assertThat(found(author, "\u00e9\u00e8")).as("beyond 500 characters").isEmpty();
    assertThat(found(author, "widthx")).as("across fields").isEmpty();
    assertThat(found(author, "\u00e9")).hasSize(2);
    assertThat(found(author, "x \u65e5")).hasSize(1);
    assertThat(found(author, "f w dth")).containsExactly("\uFF26\uFF55\uFF4C\uFF4C width");
  }

  private static void described(Author author, String name, String description, String tag) {
    author.create(
        Author.fromJson(
            JsonObject.builder()
                .put("name", name)
                .put("description", description)
                .put("tags", JsonArray.ofTexts(List.of(tag)))));
  }

  private List<String> found(Author author, String words) {
    return names(Query.of(author).words(SearchText.words(words)));
  }

  @Test
  default void tagsAreCountedOverWhatTheCallerSees() {
    Author author = author();
    tagged(author, "user:eve", "b", "a");
    tagged(author, "user:eve", "b", "\u00e4");
    tagged(author, "user:bob", "b", "B", "c");
    Assistant gone = tagged(author, "user:eve", "gone");
    author.delete(gone);

    TagCounts all = store().assistants().countTags(author.tenant(), ADMIN);
    assertThat(all.counts())
        .containsExactly(
            java.util.Map.entry("b", 3L),
            java.util.Map.entry("B", 1L),
            java.util.Map.entry("a", 1L),
            java.util.Map.entry("c", 1L),
            java.util.Map.entry("\u00e4", 1L));
    assertThat(all.lowerBound()).isFalse();
    TagCounts eve =
        store()
            .assistants()
            .countTags(author.tenant(), new Visibility.SharedWith(Set.of("user:eve", "team:none")));
    assertThat(eve.counts())
        .containsExactly(
            java.util.Map.entry("b", 2L),
            java.util.Map.entry("a", 1L),
            java.util.Map.entry("\u00e4", 1L));
    assertThat(store().assistants().countTags(author().tenant(), ADMIN).counts()).isEmpty();
  }

  private static Assistant tagged(Author author, String owner, String... tags) {
    return author.saved(
        author.creationChange(
            author.birth(
                Principal.ofKey(owner),
                Slug.of("t" + UUID.randomUUID()),
                Optional.empty(),
                List.of()),
            Author.fromJson(
                JsonObject.builder()
                    .put("name", "Tagged")
                    .put("tags", JsonArray.ofTexts(List.of(tags)))),
            author.now()));
  }

  /** Brings many at once, as a migration does: what counts is how many there are. */
  private void carry(Author author, int assistants) {
    List<Archive.Entry> contents = new ArrayList<>();
    List<Archive.Entry> states = new ArrayList<>();
    for (int i = 0; i < assistants; i++) {
      AssistantContent content =
          Author.fromJson(
              JsonObject.builder()
                  .put("name", i == 0 ? "\u58f1" : "n" + i)
                  .put("tags", JsonArray.ofTexts(List.of(i == 0 ? "oldest" : "t"))));
      Change creation =
          author.creationChange(
              author.birth(Author.freshId(), Slug.of("n" + i)), content, Author.at(i));
      contents.add(new ArchiveRecord.Content(author.tenant(), content.snapshot()).entry());
      states.add(new ArchiveRecord.State(creation.next()).entry());
      if (states.size() == 1_000) {
        store().archive().write(Archive.Part.SNAPSHOT, contents);
        store().archive().write(Archive.Part.AGGREGATE, states);
        contents.clear();
        states.clear();
      }
    }
  }

  /** Totals are exact up to 10,000; beyond, searches for single characters look at the newest. */
  @Test
  default void totalsAreBounded() {
    Author author = author();
    carry(author, AssistantQuery.COUNTED);
    store().settle();
    Query own = Query.of(author).seenBy(Author.SELF.key(), Audience.EVERYONE).limit(1);

    for (Query query : List.of(own, Query.of(author).limit(1))) {
      AssistantPage exact = page(query);
      assertThat(exact.total()).isEqualTo(10_000);
      assertThat(exact.totalIsLowerBound()).isFalse();
      assertThat(page(query.words("\u58f1")))
          .satisfies(found -> {
            assertThat(found.total()).isEqualTo(1);
            assertThat(found.totalIsLowerBound()).isFalse();
          });
    }
    assertThat(store().assistants().countTags(author.tenant(), ADMIN).lowerBound()).isFalse();

    author.mustSave(
        author.creationChange(
            author.birth(Author.freshId(), Slug.of("newest")),
            Author.content("newest \u58f1", "x"),
            Author.at(10_001)));
    for (Query query : List.of(own, Query.of(author).limit(1))) {
      AssistantPage bounded = page(query);
      assertThat(bounded.total()).isEqualTo(10_000);
      assertThat(bounded.totalIsLowerBound()).isTrue();
      assertThat(bounded.more()).isTrue();
      assertThat(names(query)).containsExactly("newest \u58f1");
      assertThat(names(query.start(10_000))).containsExactly("\u58f1");
      assertThat(page(query.start(10_000)).more()).isFalse();
      assertThat(page(query.uncounted()).totalIsLowerBound()).isFalse();
      assertThat(page(query.uncounted()).total()).isZero();
      assertThat(page(query.words("\u58f1")))
          .satisfies(found -> {
            assertThat(found.total()).as("the oldest is not looked at").isEqualTo(1);
            assertThat(found.totalIsLowerBound()).isTrue();
          });
      assertThat(names(query.words("\u58f1").sort("name")))
          .as("the newest are looked at whatever the order")
          .containsExactly("newest \u58f1");
      assertThat(page(query.words("n9").limit(200)).total()).isEqualTo(1_111);
      assertThat(page(query.words("n9").limit(200)).totalIsLowerBound()).isFalse();
      assertThat(names(query.tag("oldest"))).containsExactly("\u58f1");
    }
    TagCounts tags = store().assistants().countTags(author.tenant(), ADMIN);
    assertThat(tags.counts()).containsExactly(java.util.Map.entry("t", 9_999L));
    assertThat(tags.lowerBound()).isTrue();
  }

  /** The same in each build, unless {@code -Dgalley.seed} names another one, or "random". */
  private static long seed() {
    String given = System.getProperty("galley.seed", "20261122");
    long seed = given.equals("random") ? new Random().nextLong() : Long.parseLong(given);
    System.out.println("Searching with -Dgalley.seed=" + seed);
    return seed;
  }

  /** Whatever is asked, the answer is that of looking at everything. */
  @Test
  default void searchingAgreesWithLookingAtEverything() {
    long seed = seed();
    Random random = new Random(seed);
    Author author = author();
    InMemoryStore reference = new InMemoryStore(InstantSource.system());
    RandomAssistants generated = new RandomAssistants(random, author);
    for (int i = 0; i < 250; i++) {
      for (Change change : generated.next()) {
        author.mustSave(change);
        reference.aggregates().save(change);
      }
    }
    for (int i = 0; i < 250; i++) {
      AssistantQuery query = generated.query();
      AssistantPage expected = reference.assistants().page(query);
      AssistantPage found = store().assistants().page(query);
      String asked = "seed " + seed + ", query " + i + ": " + query;
      assertThat(found.items().stream().map(Assistant::id).toList())
          .as(asked)
          .isEqualTo(expected.items().stream().map(Assistant::id).toList());
      assertThat(found).as(asked).isEqualTo(expected);
      if (expected.more() && i % 4 == 0) {
        Query walking = Query.like(query).start(0).limit(1 + random.nextInt(40)).uncounted();
        List<AssistantId> whole = new ArrayList<>();
        for (int start = 0; ; start += 200) {
          AssistantPage page = reference.assistants().page(walking.start(start).limit(200).build());
          page.items().forEach(a -> whole.add(a.id()));
          if (!page.more()) {
            break;
          }
        }
        assertThat(walk(walking)).as(asked + ", by cursor").isEqualTo(whole);
      }
    }
    for (int i = 0; i < 20; i++) {
      Visibility visibility = generated.visibility();
      TagCounts expected = reference.assistants().countTags(author.tenant(), visibility);
      TagCounts found = store().assistants().countTags(author.tenant(), visibility);
      assertThat(found).as("seed " + seed + ", tags of " + visibility).isEqualTo(expected);
      assertThat(List.copyOf(found.counts().keySet()))
          .isEqualTo(List.copyOf(expected.counts().keySet()));
    }
  }

  /** A query in the making. */
  record Query(
      TenantId tenant,
      Visibility visibility,
      List<String> words,
      Optional<String> ownerId,
      Optional<String> tag,
      Optional<String> folderId,
      Optional<String> skillType,
      AssistantSort sort,
      int start,
      int limit,
      Optional<AssistantCursor> after,
      boolean counted) {

    static Query of(Author author) {
      return like(AssistantQuery.everything(author.tenant(), ADMIN, 200));
    }

    static Query like(AssistantQuery q) {
      return new Query(
          q.tenant(),
          q.visibility(),
          q.words(),
          q.ownerId(),
          q.tag(),
          q.folderId(),
          q.skillType(),
          q.sort(),
          q.start(),
          q.limit(),
          Optional.empty(),
          q.counted());
    }

    AssistantQuery build() {
      return new AssistantQuery(
          tenant,
          visibility,
          words,
          ownerId,
          tag,
          folderId,
          skillType,
          sort,
          start,
          limit,
          after,
          counted);
    }

    Query seenBy(String... keys) {
      return new Query(
          tenant,
          new Visibility.SharedWith(Set.of(keys)),
          words,
          ownerId,
          tag,
          folderId,
          skillType,
          sort,
          start,
          limit,
          after,
          counted);
    }

    Query words(String... others) {
      return words(List.of(others));
    }

    Query words(List<String> others) {
      return new Query(
          tenant,
          visibility,
          others,
          ownerId,
          tag,
          folderId,
          skillType,
          sort,
          start,
          limit,
          after,
          counted);
    }

    Query owner(String id) {
      return new Query(
          tenant,
          visibility,
          words,
          Optional.of(id),
          tag,
          folderId,
          skillType,
          sort,
          start,
          limit,
          after,
          counted);
    }

    Query tag(String other) {
      return new Query(
          tenant,
          visibility,
          words,
          ownerId,
          Optional.of(other),
          folderId,
          skillType,
          sort,
          start,
          limit,
          after,
          counted);
    }

    Query folder(String id) {
      return new Query(
          tenant,
          visibility,
          words,
          ownerId,
          tag,
          Optional.of(id),
          skillType,
          sort,
          start,
          limit,
          after,
          counted);
    }

    Query skillType(String type) {
      return new Query(
          tenant,
          visibility,
          words,
          ownerId,
          tag,
          folderId,
          Optional.of(type),
          sort,
          start,
          limit,
          after,
          counted);
    }

    Query sort(String wireName) {
      return new Query(
          tenant,
          visibility,
          words,
          ownerId,
          tag,
          folderId,
          skillType,
          AssistantSort.ofWireName(wireName).orElseThrow(),
          start,
          limit,
          after,
          counted);
    }

    Query start(int other) {
      return new Query(
          tenant,
          visibility,
          words,
          ownerId,
          tag,
          folderId,
          skillType,
          sort,
          other,
          limit,
          after,
          counted);
    }

    Query limit(int other) {
      return new Query(
          tenant,
          visibility,
          words,
          ownerId,
          tag,
          folderId,
          skillType,
          sort,
          start,
          other,
          after,
          counted);
    }

    Query after(Optional<AssistantCursor> cursor) {
      return new Query(
          tenant,
          visibility,
          words,
          ownerId,
          tag,
          folderId,
          skillType,
          sort,
          start,
          limit,
          cursor,
          counted);
    }

    Query uncounted() {
      return new Query(
          tenant,
          visibility,
          words,
          ownerId,
          tag,
          folderId,
          skillType,
          sort,
          start,
          limit,
          after,
          false);
    }
  }
}
