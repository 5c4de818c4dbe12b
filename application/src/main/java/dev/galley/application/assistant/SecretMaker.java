package dev.galley.application.assistant;

import dev.galley.application.assistant.AttachmentBodies.SecretWish;
import dev.galley.application.assistant.EditAttachments.Site;
import dev.galley.application.secret.SecretVault;
import dev.galley.application.support.Ids;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes secrets of what requests say: the values go into the vault, and the secrets name them.
 *
 * <p>Every method throws {@link dev.galley.application.secret.SecretsLocked} when the tenant's keys
 * do not open.
 */
public final class SecretMaker {
  private final SecretVault vault;
  private final Ids ids;

  public SecretMaker(SecretVault vault, Ids ids) {
    this.vault = vault;
    this.ids = ids;
  }

  /** A new secret, whose value is kept. */
  public Secret create(Site site, SecretWish wish) {
    String name = wish.name().orElseThrow();
    return new Secret(
        ids.next(),
        name,
        wish.description().over(Optional.empty()),
        wish.value().map(value -> vault.keep(tenant(site), site.assistant(), name, value)));
  }

  /** A secret after a change. The same value under the same name stays the same version. */
  public Outcome<Secret> change(Site site, Secret before, SecretWish wish) {
    JsonObject shown = AttachmentKind.SECRETS.shown().apply(seen(tenant(site), before));
    return ReadBack.check(wish.readBack(), shown)
        .<Outcome<Secret>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(changed(site, before, wish)));
  }

  private Secret changed(Site site, Secret before, SecretWish wish) {
    String name = wish.name().orElse(before.name());
    return new Secret(
        before.id(),
        name,
        wish.description().over(before.description()),
        wish.value()
            .map(value -> Optional.of(valued(site, before, name, value)))
            .orElseGet(() -> moved(tenant(site), site.assistant(), before, name)));
  }

  private UUID valued(Site site, Secret before, String name, String value) {
    return before
        .version()
        .filter(version ->
            name.equals(before.name())
                && vault.holds(tenant(site), site.assistant(), name, version, value))
        .orElseGet(() -> vault.keep(tenant(site), site.assistant(), name, value));
  }

  /**
   * A secret as it is to be shown: without a version when the value is not kept, as after the
   * import of an export, in which there are none.
   */
  public Secret seen(TenantId tenant, Secret secret) {
    return secret.valued(secret.version().filter(version -> vault.has(tenant, version)));
  }

  /** The secrets of a content that have no value. */
  List<Secret> valueless(TenantId tenant, AssistantContent content) {
    return content.attached().secrets().stream()
        .map(secret -> seen(tenant, secret))
        .filter(secret -> secret.version().isEmpty())
        .toList();
  }

  /**
   * The value that a secret has, for one of that name: a value belongs to a name.
   *
   * @param others secrets that may have just that value under that name already
   */
  Optional<UUID> moved(
      TenantId tenant, UUID assistant, Secret from, String name, List<Secret> others) {
    if (name.equals(from.name()) || from.version().isEmpty()) {
      return from.version();
    }
    UUID version = from.version().get();
    return others.stream()
        .filter(other -> other.id().equals(from.id()) && other.name().equals(name))
        .map(Secret::version)
        .flatMap(Optional::stream)
        .filter(other -> vault.sameValue(tenant, assistant, from.name(), version, name, other))
        .findFirst()
        .or(() -> moved(tenant, assistant, from, name));
  }

  private Optional<UUID> moved(TenantId tenant, UUID assistant, Secret from, String name) {
    return name.equals(from.name())
        ? from.version()
        : from.version()
            .flatMap(version -> vault.keepAgain(tenant, assistant, from.name(), version, name));
  }

  private static TenantId tenant(Site site) {
    return site.caller().tenant();
  }
}
