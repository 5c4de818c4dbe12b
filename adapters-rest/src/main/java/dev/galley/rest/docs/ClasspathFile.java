package dev.galley.rest.docs;

import dev.galley.rest.http.EntityTag;
import dev.galley.rest.http.EntityTagCondition;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A small file from the class path, read once. */
final class ClasspathFile {
  private final byte[] bytes;
  private final MediaType mediaType;
  private final String tag;

  private ClasspathFile(byte[] bytes, MediaType mediaType) {
    this.bytes = bytes;
    this.mediaType = mediaType;
    this.tag = hash(bytes);
  }

  /** The file of that name, when there is one. */
  static Optional<ClasspathFile> find(String resource, String mediaType) {
    try (InputStream in = ClasspathFile.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new ClasspathFile(in.readAllBytes(), MediaType.of(mediaType)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file, or 304 when the client has it. */
  MutableHttpResponse<byte[]> answer(HttpRequest<?> request, String cacheControl) {
    boolean known =
        EntityTagCondition.ifNoneMatch(request)
            .map(condition -> condition.matchesWeakly(tag::equals))
            .orElse(false);
    MutableHttpResponse<byte[]> answer =
        known ? HttpResponse.<byte[]>notModified() : HttpResponse.ok(bytes).contentType(mediaType);
    return answer
        .header(HttpHeaders.ETAG, EntityTag.strong(tag).toHeader())
        .header(HttpHeaders.CACHE_CONTROL, cacheControl);
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
