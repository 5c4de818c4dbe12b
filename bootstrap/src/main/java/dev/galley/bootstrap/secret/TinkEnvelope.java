package dev.galley.bootstrap.secret;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import dev.galley.application.secret.Envelope;
import dev.galley.application.secret.SecretsLocked;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Seals with AES-256-GCM by Google Tink: values by a set of keys of their tenant, and that set by
 * the keys of the server.
 */
final class TinkEnvelope implements Envelope {
  /** The newest key of the server, and the one before it. */
  private static final int SERVER_KEYS = 2;

  private static final AesGcmParameters SERVER_KEY = serverKey();

  private final ServerKeys serverKeys;

  TinkEnvelope(ServerKeys serverKeys) {
    this.serverKeys = serverKeys;
  }

  /** What can be done with keys. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws GeneralSecurityException;
  }

  private static AesGcmParameters serverKey() {
    try {
      AeadConfig.register();
      return AesGcmParameters.builder()
          .setKeySizeBytes(32)
          .setIvSizeBytes(12)
          .setTagSizeBytes(16)
          .setVariant(AesGcmParameters.Variant.TINK)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink does not know AES-256-GCM", e);
    }
  }

  private static <T> T unlock(String what, Work<T> work) {
    try {
      return work.run();
    } catch (GeneralSecurityException e) {
      throw new SecretsLocked(
          what
              + " does not open: the server's key is another one than it was sealed by, or it was"
              + " altered",
          e);
    }
  }

  /** What seals the keys of tenants: by the newest key of the server, open by all. */
  @AccessesPartialKey
  private Aead server() throws GeneralSecurityException {
    KeysetHandle.Builder keys = KeysetHandle.newBuilder();
    Set<Integer> added = new HashSet<>();
    for (byte[] bytes : serverKeys.read()) {
      // The same key has the same number on every server and after every start.
      int id = ByteBuffer.wrap(bytes(ContentHash.ofBytes(bytes))).getInt();
      if (added.add(id)) {
        AesGcmKey key =
            AesGcmKey.builder()
                .setParameters(SERVER_KEY)
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                .setIdRequirement(id)
                .build();
        KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(key).withFixedId(id);
        keys.addEntry(added.size() == 1 ? entry.makePrimary() : entry);
      }
    }
    return keys.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  private static byte[] bytes(ContentHash hash) {
    return HexFormat.of().parseHex(hash.value());
  }

  private KeysetHandle read(TenantId tenant, String keys) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseEncryptedKeyset(
        Base64.getDecoder().decode(keys), server(), utf8(tenant.value()));
  }

  private String write(TenantId tenant, KeysetHandle keys) throws GeneralSecurityException {
    return Base64.getEncoder()
        .encodeToString(
            TinkProtoKeysetFormat.serializeEncryptedKeyset(keys, server(), utf8(tenant.value())));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Aead aead(KeysetHandle keys) throws GeneralSecurityException {
    return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  private static String keysOf(TenantId tenant) {
    return "the set of keys of tenant " + tenant.value();
  }

  @Override
  public String newKeys(TenantId tenant) {
    return unlock(
        keysOf(tenant),
        () -> write(tenant, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)));
  }

  @Override
  public String renew(TenantId tenant, String keys) {
    return unlock(
        keysOf(tenant),
        () -> {
          KeysetHandle.Builder builder = KeysetHandle.newBuilder(read(tenant, keys));
          builder.addEntry(
              KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                  .withRandomId()
                  .makePrimary());
          return write(tenant, builder.build());
        });
  }

  @Override
  public String rewrap(TenantId tenant, String keys, int keep) {
    return unlock(
        keysOf(tenant),
        () -> {
          KeysetHandle.Builder builder = KeysetHandle.newBuilder(read(tenant, keys));
          while (builder.size() > keep) {
            // The newest stand last.
            builder.deleteAt(0);
          }
          return write(tenant, builder.build());
        });
  }

  @Override
  public boolean opens(TenantId tenant, String keys) {
    if (!serverKeys.areThere()) {
      return false;
    }
    try {
      return read(tenant, keys).size() > 0;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public String seal(TenantId tenant, String keys, String place, String value) {
    return unlock(
        keysOf(tenant),
        () ->
            Base64.getEncoder()
                .encodeToString(aead(read(tenant, keys)).encrypt(utf8(value), utf8(place))));
  }

  @Override
  public String open(TenantId tenant, String keys, String place, String sealed) {
    Aead aead = unlock(keysOf(tenant), () -> aead(read(tenant, keys)));
    return unlock(
        "a secret of tenant " + tenant.value(),
        () ->
            new String(
                aead.decrypt(Base64.getDecoder().decode(sealed), utf8(place)),
                StandardCharsets.UTF_8));
  }

  @Override
  public Optional<Runnable> beginRotation() {
    return serverKeys.lock();
  }

  @Override
  public boolean renewServerKey() {
    return serverKeys.renew();
  }

  @Override
  public void forgetServerKeys() {
    serverKeys.keep(SERVER_KEYS);
  }
}
