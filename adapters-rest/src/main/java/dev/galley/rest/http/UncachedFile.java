package dev.galley.rest.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.InputStream;

/** A file as an answer whose {@code Cache-Control} alone says how long it is fresh. */
public final class UncachedFile extends StreamedFile {

  /**
   * Such a file.
   *
   * @param lastModified in milliseconds since 1970
   * @param length in bytes
   */
  public UncachedFile(InputStream bytes, MediaType mediaType, long lastModified, long length) {
    super(bytes, mediaType, lastModified, length);
  }

  @Override
  public void process(MutableHttpResponse<?> response) {
    super.process(response);
    // The framework gives every file a minute.
    response.getHeaders().remove(HttpHeaders.EXPIRES);
  }
}
