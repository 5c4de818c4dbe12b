package dev.galley.bootstrap.http;

import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.domain.content.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A store into which somebody has carried a past that is not the one that was. */
final class VerifyHttpTest {

  @Test
  void theAlteredRevisionIsNamed() {
    try (Galley galley = Galley.inMemory(Map.of());
        Galley altered = Galley.inMemory(Map.of())) {
      Tenant tenant = galley.newTenant();
      Person alice = tenant.user("alice");
      String live = alice.has("A");
      for (int i = 2; i <= 4; i++) {
        alice.put(live, Body.of("name", "" + i)).expect(200);
      }
      carry(galley, altered);

      Person there = new Tenant(altered, tenant.name()).user("alice");
      there
          .get(live + "/revisions/_verify")
          .expect(200)
          .shows(
              "/valid",
              false,
              "/revisions",
              4,
              "/newestHash",
              alice.get(live + "/revisions").expect(200).at("/_embedded/inf:revision/0/hash"),
              "/firstInvalid",
              Body.of("revision", 3, "reason", "altered"));
    }
  }

  @Test
  void theAlteredRevisionOfAPersonaIsNamed() {
    try (Galley galley = Galley.inMemory(Map.of());
        Galley altered = Galley.inMemory(Map.of())) {
      Tenant tenant = galley.newTenant();
      Person alice = tenant.user("alice");
      String persona = Wardrobe.published(alice, "1");
      for (int i = 2; i <= 4; i++) {
        String draft = Wardrobe.edits(alice, persona);
        Wardrobe.patches(alice, "draft_id", draft, "name", "" + i);
        Wardrobe.saves(alice, draft).expect(200);
      }
      carry(galley, altered);

      new Tenant(altered, tenant.name())
          .user("alice")
          .post("/persona/verify", Body.of("id", persona))
          .expect(200)
          .shows(
              "/valid",
              false,
              "/revisions",
              4,
              "/newestHash",
              Wardrobe.live(alice, persona).at("/hash"),
              "/firstInvalid",
              Body.of("revision", 3, "reason", "altered"));
    }
  }

  private static void carry(Galley galley, Galley altered) {
    Archive from = galley.context().getBean(Archive.class);
    Archive to = altered.context().getBean(Archive.class);
    for (Part part : List.of(Part.SNAPSHOT, Part.AGGREGATE, Part.NAME, Part.REVISION)) {
      to.write(part, from.read(part, "", 100).stream().map(VerifyHttpTest::altered).toList());
    }
  }

  private static Entry altered(Entry entry) {
    return entry.key().endsWith("/00000000000000000003")
        ? new Entry(entry.key(), entry.body().with("by", Json.of("eve")))
        : entry;
  }
}
