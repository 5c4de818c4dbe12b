package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.support.Contended;
import dev.galley.application.support.Patience;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.Resource;
import dev.galley.domain.persona.ResourceKind;
import dev.galley.domain.persona.ResourceValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The resources of a tenant, as they are looked for and put. */
final class Catalogue {
  private static final int NAMESAKES = 100;

  private final PersonaDesk desk;

  Catalogue(PersonaDesk desk) {
    this.desk = desk;
  }

  Optional<Item> item(TenantId tenant, UUID id) {
    return desk.aggregates().find(Resource.ref(tenant, id)).map(Item.class::cast);
  }

  Optional<Resource> find(TenantId tenant, UUID id) {
    return item(tenant, id).flatMap(Resource::kept);
  }

  /**
   * Whether the caller may know of it: everybody sees it, he has put it into the catalogue, a
   * published persona uses it, or he reads a draft that holds it.
   */
  boolean isSeen(Caller caller, Resource resource) {
    return resource.listed()
        || resource.isMadeBy(caller.user())
        || isPublished(resource)
        || desk.anyDraft(
            resource.tenant(),
            PersonaKeys.holding(resource.id()),
            draft -> desk.seen(caller, (Item) draft).isPresent());
  }

  /**
   * What the caller may know of one that he sees. A private one he sees as he has made it; else as
   * the owner of a draft has made it who shares that draft with him; else as if nobody had.
   */
  Resource shown(Caller caller, Resource resource) {
    if (caller.isTenantAdmin()) {
      return resource.shownToAdmins();
    }
    boolean own = resource.listed() || resource.isMadeBy(caller.user());
    return resource.shownTo(own ? caller.user() : sharer(caller, resource).orElseGet(caller::user));
  }

  /**
   * One of its makers, whose draft the caller reads. A draft that only proposes it does not count:
   * the caller may have proposed what he guesses that the owner has.
   */
  private Optional<String> sharer(Caller caller, Resource resource) {
    if (resource.makers().isEmpty()) {
      return Optional.empty();
    }
    return desk
        .members(
            resource.tenant(),
            PersonaKeys.holding(resource.id()),
            PersonaDesk.DRAFTS_AT_ONCE,
            item ->
                Optional.of(PersonaDraft.of((Item) item))
                    .filter(draft -> resource.isMadeBy(draft.owner()))
                    .filter(draft -> draft.connections().all().contains(resource.id()))
                    .filter(draft -> desk.seen(caller, (Item) item).isPresent())
                    .map(PersonaDraft::owner))
        .wanted()
        .stream()
        .findFirst();
  }

  boolean isPublished(Resource resource) {
    return desk.aggregates().count(resource.tenant(), PersonaKeys.using(resource.id()), 1) > 0;
  }

  /**
   * When a persona that uses it was published, and by whom; of several the first in their order.
   */
  Optional<Stamp> publication(Resource resource) {
    return desk
        .aggregates()
        .listed(resource.tenant(), PersonaKeys.using(resource.id()), "", 1)
        .stream()
        .map(persona -> ((Persona) persona).live().stamp())
        .findFirst();
  }

  boolean isHeld(Resource resource) {
    return desk.aggregates().count(resource.tenant(), PersonaKeys.holding(resource.id()), 1) > 0;
  }

  /**
   * What of a kind is called so, whatever the case of the letters: by the caller, else by
   * everybody. So what others make takes no name away that one has given.
   */
  List<Resource> named(Caller caller, ResourceKind kind, String name) {
    List<Resource> own = named(caller, PersonaKeys.namedBy(caller.user(), kind, name));
    return own.isEmpty() ? named(caller, PersonaKeys.named(kind, name)) : own;
  }

  private List<Resource> named(Caller caller, String key) {
    return desk.aggregates().listed(caller.tenant(), key, "", NAMESAKES).stream()
        .flatMap(item -> Resource.kept((Item) item).stream())
        .toList();
  }

  /**
   * Has a value in the catalogue before something refers to it. One that is there already is the
   * same; it counts as new, so that it is not collected before the save follows.
   */
  Resource put(TenantId tenant, ResourceValue value, boolean listed, Stamp stamp) {
    return put(
        tenant,
        value,
        stamp,
        resource -> {
          Resource next = listed && !resource.listed() ? listed(resource, stamp) : resource;
          Instant old = stamp.at().minus(desk.limits().grace().dividedBy(4));
          return !next.listed() && next.used().isBefore(old) ? next.usedAt(stamp.at()) : next;
        });
  }

  /** Has a value in the catalogue, as {@code changed} makes it of what is there. */
  Resource put(TenantId tenant, ResourceValue value, Stamp stamp, UnaryOperator<Resource> changed) {
    for (int attempt = 1; attempt <= Patience.ATTEMPTS; attempt++) {
      Optional<Item> item = item(tenant, value.id(tenant));
      Optional<Resource> there = item.flatMap(Resource::kept);
      Resource next = changed.apply(there.orElseGet(() -> Resource.of(tenant, value, stamp.at())));
      if (there.filter(next::equals).isPresent()) {
        return next;
      }
      ChangeId change = desk.saver().changeId();
      Change save =
          Change.of(
              change,
              item.map(kept -> kept.next(next.saying(), change))
                  .orElseGet(() -> Item.first(next.ref(), next.saying(), change)));
      if (desk.saver().save(save) instanceof SaveOutcome.Saved) {
        return next;
      }
      desk.saver().patience().pause(attempt);
    }
    throw new Contended();
  }

  /** Shows to everybody what a published persona uses. */
  void publish(TenantId tenant, Iterable<UUID> ids, Stamp stamp) {
    for (UUID id : ids) {
      find(tenant, id)
          .filter(resource -> !resource.listed())
          .ifPresent(resource -> put(tenant, resource.value(), true, stamp));
    }
  }

  /**
   * Shown to everybody through a user. It is called as admins call it, else as that user does,
   * unless a listed one is called so: publishing takes nobody's name away, and makes no label
   * public but that of who publishes.
   */
  Resource listed(Resource resource, Stamp stamp) {
    Optional<String> label = resource.label();
    return resource.listed(
        label.isPresent()
            ? label
            : resource.labelOf(stamp.by()).filter(name -> isFree(resource, name)),
        stamp);
  }

  private boolean isFree(Resource resource, String name) {
    String key = PersonaKeys.named(resource.kind(), name);
    return desk.aggregates().count(resource.tenant(), key, 1) == 0;
  }
}
