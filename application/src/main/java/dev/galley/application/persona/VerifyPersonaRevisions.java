package dev.galley.application.persona;

import dev.galley.application.assistant.ChainWalk;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.ChainCheck;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.persona.Persona;

/** Proves that the revisions of a persona are what they were when they were made. */
public final class VerifyPersonaRevisions {
  private final PersonaDesk desk;

  public VerifyPersonaRevisions(PersonaDesk desk) {
    this.desk = desk;
  }

  /** What was found about the chain that ends in what is live of {@code persona}. */
  public record Verified(Persona persona, ChainCheck check) {}

  /**
   * Looks at the whole chain of the persona that a body {@code {id}} names, or up to the first
   * revision that does not fit. Needs level 2, as reading revisions does.
   */
  public Outcome<Verified> handle(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    String id = reader.text("id", false, 1, Integer.MAX_VALUE).orElse("");
    if (!reader.sent("id")) {
      reader.error("id", "must name the persona");
    }
    reader.finish();
    return desk.persona(caller, id, Level.WRITE)
        .then(persona -> {
          ChainCheck check =
              new ChainWalk(desk.revisions(), desk.snapshots(), persona.ref())
                  .check(0, persona.live().revision(), persona.live().hash());
          // What is deleted meanwhile is no chain any more.
          return check.fault().isEmpty()
              ? Outcome.done(new Verified(persona, check))
              : desk.persona(caller, id, Level.WRITE).map(still -> new Verified(persona, check));
        });
  }
}
