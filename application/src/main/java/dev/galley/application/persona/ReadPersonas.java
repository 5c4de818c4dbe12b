package dev.galley.application.persona;

import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.SearchText;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.Proposal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds personas and drafts, and shows them whole. */
public final class ReadPersonas {
  private static final int MAX_SEARCH = 100;
  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 30;
  private static final int MAX_OFFSET = 10_000;

  /** How many open proposals a published persona is shown with. */
  public static final int PROPOSALS = 50;

  private final PersonaDesk desk;

  public ReadPersonas(PersonaDesk desk) {
    this.desk = desk;
  }

  /** What is found. */
  public sealed interface Found {

    /** All of it, ids and texts. */
    JsonObject state();
  }

  /**
   * A published persona.
   *
   * @param proposals open proposals to change it: for level 3 all, for others their own; at most
   *     {@value #PROPOSALS}, those of the newest drafts
   * @param more whether there are more of them
   */
  public record Live(
      Persona persona, Level level, JsonObject state, List<Offer> proposals, boolean more)
      implements Found {

    public Live {
      proposals = List.copyOf(proposals);
    }
  }

  /** An open proposal, in the draft that it waits in. */
  public record Offer(UUID draft, Staged staged) {}

  /**
   * A draft.
   *
   * @param outdated whether live has moved past its base
   * @param proposals the open ones, with what each would make of it
   */
  public record Draft(SeenDraft seen, boolean outdated, JsonObject state, List<Staged> proposals)
      implements Found {

    public Draft {
      proposals = List.copyOf(proposals);
    }
  }

  /** An open proposal. */
  public record Staged(Proposal proposal, JsonObject state, List<String> stale) {}

  /** The published persona, or the draft, that the body names. */
  public Outcome<Found> handle(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<String> id = reader.text("id", true, 0, Integer.MAX_VALUE);
    Optional<String> draft = reader.text("draft_id", true, 0, Integer.MAX_VALUE);
    if (id.isPresent() == draft.isPresent()) {
      reader.error(id.isPresent() ? "draft_id" : "id", "name either id or draft_id");
    }
    reader.finish();
    return id.isPresent()
        ? live(caller, id.get()).<Found>map(found -> found)
        : draft(caller, draft.orElseThrow()).<Found>map(found -> found);
  }

  /** A published persona. */
  public Outcome<Live> live(Caller caller, String id) {
    return desk.persona(caller, id, Level.READ)
        .map(persona -> {
          List<Offer> offers = offers(caller, persona);
          return new Live(
              persona,
              persona.levelOf(caller),
              new FormState(desk.catalogue(), persona.tenant()).of(persona.connections()),
              offers.subList(0, Math.min(PROPOSALS, offers.size())),
              offers.size() > PROPOSALS);
        });
  }

  /** The open proposals that the caller may know of, one more than are shown at most. */
  private List<Offer> offers(Caller caller, Persona persona) {
    boolean all = persona.levelOf(caller).allows(Level.ADMIN);
    String key =
        all
            ? PersonaKeys.proposals(persona.id())
            : PersonaKeys.proposals(persona.id(), caller.user());
    List<Offer> offers = new ArrayList<>();
    String after = "";
    for (int looked = 0; looked < PersonaDesk.LOOKED_AT && offers.size() <= PROPOSALS; ) {
      List<Living> page =
          desk.aggregates().listed(caller.tenant(), key, after, PersonaDesk.DRAFTS_AT_ONCE);
      for (Living living : page) {
        desk.seen(caller, (Item) living).map(this::staged).orElse(List.of()).stream()
            .filter(staged -> all || staged.proposal().made().by().equals(caller.user()))
            .limit(PROPOSALS + 1L - offers.size())
            .forEach(staged -> offers.add(new Offer(living.ref().id(), staged)));
      }
      if (page.size() < PersonaDesk.DRAFTS_AT_ONCE) {
        break;
      }
      looked += page.size();
      after = page.getLast().order();
    }
    return offers;
  }

  /** An open draft. */
  public Outcome<Draft> draft(Caller caller, String id) {
    return desk.draft(caller, id).map(this::shown);
  }

  Draft shown(SeenDraft seen) {
    PersonaDraft draft = seen.draft();
    FormState state = new FormState(desk.catalogue(), draft.tenant());
    return new Draft(seen, outdated(seen), state.of(draft.connections()), staged(seen));
  }

  private List<Staged> staged(SeenDraft seen) {
    PersonaDraft draft = seen.draft();
    FormState state = new FormState(desk.catalogue(), draft.tenant());
    return draft.openProposals(desk.horizon()).stream()
        .map(proposal ->
            new Staged(
                proposal,
                state.of(draft.connections().accepting(proposal.change())),
                proposal.stale(draft.connections())))
        .toList();
  }

  private static boolean outdated(SeenDraft seen) {
    return seen.persona().filter(p -> p.live().revision() > seen.draft().base()).isPresent();
  }

  /**
   * A draft's ledger.
   *
   * @param entries the newest first
   */
  public record Ledger(PersonaDraft draft, List<JournalEntry> entries, boolean more) {

    public Ledger {
      entries = List.copyOf(entries);
    }
  }

  /** What was done to a draft, open or ended. */
  public Outcome<Ledger> ledger(Caller caller, String id, long below, int limit) {
    return desk.known(caller, id)
        .map(seen -> {
          List<JournalEntry> found = new ArrayList<>();
          seen.draft().publication().filter(last -> last.number() < below).ifPresent(found::add);
          found.addAll(
              desk.journals().before(seen.draft().ref(), PersonaDraft.LEDGER, below, limit + 1));
          return new Ledger(
              seen.draft(), found.subList(0, Math.min(limit, found.size())), found.size() > limit);
        });
  }

  /**
   * A piece of a list.
   *
   * @param total how many there are among those that were looked at
   * @param lowerBound whether there are more than {@value PersonaDesk#LOOKED_AT} to look at, so
   *     that there may be more
   */
  public record Page<T>(List<T> items, int offset, int limit, int total, boolean lowerBound) {

    public Page {
      items = List.copyOf(items);
    }

    /** The page with what is still there of its items. */
    <U> Page<U> map(Function<T, Optional<U>> found) {
      return new Page<>(
          items.stream().flatMap(item -> found.apply(item).stream()).toList(),
          offset,
          limit,
          total,
          lowerBound);
    }

    static <T> Page<T> of(List<T> all, boolean whole, Paging paging) {
      int from = Math.min(paging.offset(), all.size());
      int to = Math.min(from + paging.limit(), all.size());
      return new Page<>(all.subList(from, to), paging.offset(), paging.limit(), all.size(), !whole);
    }
  }

  /** Which piece is wanted. */
  public record Paging(int offset, int limit) {

    static Paging read(BodyReader reader) {
      return new Paging(
          number(reader, "page_offset", 0, MAX_OFFSET, 0),
          number(reader, "page_limit", 1, MAX_LIMIT, DEFAULT_LIMIT));
    }

    private static int number(BodyReader reader, String name, int least, int most, int otherwise) {
      Json value = reader.raw(name).orElse(JsonNull.NULL);
      if (value instanceof JsonNull) {
        return otherwise;
      }
      if (value instanceof JsonNumber number
          && number.isInteger()
          && number.value() >= least
          && number.value() <= most) {
        return (int) number.value();
      }
      reader.error(name, "must be an integer from " + least + " to " + most);
      return otherwise;
    }
  }

  /** The published personas that the body asks for, by name. */
  public Page<Persona> search(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Predicate<String> text = text(reader);
    Optional<Boolean> active = reader.flag("active");
    Optional<String> owner = reader.text("owner_id", true, 1, MAX_SEARCH * 2);
    Optional<String> department = reader.text("department_id", true, 0, MAX_SEARCH);
    Optional<UUID> in = department.flatMap(PersonaDesk::uuid);
    if (department.isPresent() && in.isEmpty()) {
      reader.error("department_id", "must be a UUID");
    }
    Paging paging = Paging.read(reader);
    reader.finish();
    PersonaDesk.Members<Persona> found =
        desk.members(
            caller.tenant(),
            PersonaKeys.PERSONAS,
            PersonaDesk.AT_ONCE,
            living ->
                Optional.of((Persona) living)
                    .filter(p ->
                        text.test(
                            SearchText.fold(
                                p.profile().name() + '\n' + p.profile().description().orElse(""))))
                    .filter(p -> active.isEmpty() || active.get() == p.profile().active())
                    .filter(p -> owner.isEmpty() || owner.get().equals(p.owner().id()))
                    .filter(p -> in.isEmpty() || p.connections().all().contains(in.get())));
    return Page.of(found.wanted(), found.whole(), paging);
  }

  private static Predicate<String> text(BodyReader reader) {
    List<String> words =
        reader.text("search", true, 0, MAX_SEARCH).map(SearchText::words).orElse(List.of());
    return folded -> words.stream().allMatch(folded::contains);
  }

  /**
   * A draft in a list.
   *
   * @param outdated whether live has moved past its base
   * @param proposals how many wait for a decision
   */
  public record Listed(PersonaDraft draft, boolean outdated, int proposals) {}

  private Listed listed(SeenDraft seen) {
    return new Listed(
        seen.draft(), outdated(seen), seen.draft().openProposals(desk.horizon()).size());
  }

  /** The open drafts of the caller, or those that he reviews; the newest first. */
  public Page<Listed> drafts(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Predicate<String> text = text(reader);
    boolean reviewing = reader.flag("reviewing").orElse(false);
    Optional<Instant> from = time(reader, "updated_from", false);
    Optional<Instant> to = time(reader, "updated_to", true);
    Paging paging = Paging.read(reader);
    reader.finish();
    List<String> keys = new ArrayList<>();
    if (reviewing) {
      keys.add(PersonaKeys.reviews(caller.principal()));
      caller.teams().keySet().forEach(team -> keys.add(PersonaKeys.reviews(Principal.team(team))));
    } else {
      keys.add(PersonaKeys.drafts(caller.user()));
      keys.add(PersonaKeys.offered(caller.user()));
    }
    // Without the drafts themselves, which can be large.
    Map<String, UUID> found = new TreeMap<>();
    boolean whole = true;
    for (String key : keys) {
      PersonaDesk.Members<Place> members =
          desk.members(
              caller.tenant(),
              key,
              PersonaDesk.DRAFTS_AT_ONCE,
              living ->
                  Optional.of(PersonaDraft.of((Item) living))
                      .filter(draft -> text.test(SearchText.fold(draft.title())))
                      .filter(d -> from.isEmpty() || !d.updated().at().isBefore(from.get()))
                      .filter(d -> to.isEmpty() || d.updated().at().isBefore(to.get()))
                      .flatMap(draft -> desk.seen(caller, (Item) living))
                      .map(seen -> new Place(living.order(), seen.draft().id())));
      members.wanted().forEach(place -> found.put(place.order(), place.id()));
      whole &= members.whole();
    }
    return Page.of(List.copyOf(found.values()), whole, paging)
        .map(id ->
            desk.aggregates()
                .find(PersonaDraft.ref(caller.tenant(), id))
                .flatMap(item -> desk.seen(caller, (Item) item))
                .map(this::listed));
  }

  private record Place(String order, UUID id) {}

  /** A day, or a moment; at the end of a range the whole day counts. */
  private static Optional<Instant> time(BodyReader reader, String name, boolean end) {
    Optional<String> text = reader.text(name, true, 1, MAX_SEARCH);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (text.get().length() == 10) {
        LocalDate day = LocalDate.parse(text.get());
        return Optional.of((end ? day.plusDays(1) : day).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeParseException e) {
      reader.error(name, "must be a date (2026-01-31) or a date-time (RFC 3339)");
      return Optional.empty();
    }
  }
}
