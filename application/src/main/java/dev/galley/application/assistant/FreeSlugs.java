package dev.galley.application.assistant;

import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Slug;

/** Looks for slugs that nobody has. Between look and save somebody may take one all the same. */
final class FreeSlugs {
  private final Assistants assistants;

  FreeSlugs(Assistants assistants) {
    this.assistants = assistants;
  }

  /**
   * The slug, or the first of {@code -2}, {@code -3}... that looks free: by doubling and then
   * halving, so that the ten-thousandth of a name does not ask ten thousand times. Where numbers in
   * between have become free it may pass some over.
   */
  Slug first(TenantId tenant, Principal owner, Slug wanted) {
    if (!taken(tenant, owner, wanted)) {
      return wanted;
    }
    long taken = 1;
    long free = 2;
    while (taken(tenant, owner, wanted.numbered(free))) {
      taken = free;
      free *= 2;
    }
    while (free - taken > 1) {
      long middle = (free + taken) / 2;
      if (taken(tenant, owner, wanted.numbered(middle))) {
        taken = middle;
      } else {
        free = middle;
      }
    }
    return wanted.numbered(free);
  }

  /** A name that leads to what is called by another one by now is free. */
  private boolean taken(TenantId tenant, Principal owner, Slug slug) {
    NaturalId name = new NaturalId(owner.id(), slug);
    return assistants
        .find(tenant, new AssistantKey.ByName(name, false))
        .filter(holder -> holder.naturalId().equals(name))
        .isPresent();
  }
}
