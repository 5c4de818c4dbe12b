package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.support.Contended;
import dev.galley.application.support.Patience;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.SearchText;
import dev.galley.domain.item.Item;
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
        || resource.makers().contains(caller.user())
        || isPublished(resource)
        || desk.any(
            resource.tenant(),
            PersonaKeys.holding(resource.id()),
            draft -> desk.seen(caller, (Item) draft).isPresent());
  }

  boolean isPublished(Resource resource) {
    return desk.aggregates().count(resource.tenant(), PersonaKeys.using(resource.id()), 1) > 0;
  }

  boolean isHeld(Resource resource) {
    return desk.aggregates().count(resource.tenant(), PersonaKeys.holding(resource.id()), 1) > 0;
  }

  /**
   * What of a kind is called so, whatever the case of the letters, as far as the caller sees it.
   */
  List<Resource> named(Caller caller, ResourceKind kind, String name) {
    String folded = SearchText.fold(name);
    return desk
        .aggregates()
        .listed(caller.tenant(), PersonaKeys.named(kind, name), "", NAMESAKES)
        .stream()
        .flatMap(item -> Resource.kept((Item) item).stream())
        .filter(resource -> !resource.hidden())
        .filter(resource ->
            !kind.isCurated() || SearchText.fold(resource.value().text()).equals(folded))
        .filter(resource -> isSeen(caller, resource))
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
          Resource next = listed && !resource.listed() ? resource.published() : resource;
          Instant old = stamp.at().minus(desk.limits().grace().dividedBy(4));
          return !next.listed() && next.used().isBefore(old) ? next.usedAt(stamp.at()) : next;
        });
  }

  /** Has a value in the catalogue, as {@code changed} makes it of what is there. */
  Resource put(TenantId tenant, ResourceValue value, Stamp stamp, UnaryOperator<Resource> changed) {
    for (int attempt = 1; attempt <= Patience.ATTEMPTS; attempt++) {
      Optional<Item> item = item(tenant, value.id(tenant));
      Optional<Resource> there = item.flatMap(Resource::kept);
      Resource next =
          changed.apply(
              there.orElseGet(() -> Resource.of(tenant, value, Optional.empty(), false, stamp)));
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
}
