package dev.galley.rest.http;

import dev.galley.application.assistant.AttachFile;
import dev.galley.application.assistant.AttachmentBodies;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.content.RunningHash;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.web.router.RouteAttributes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a {@code multipart/form-data} request, in the field {@code file}. Nothing is read
 * before it is asked for, and then as it is needed; what is read is never kept as a whole.
 */
public final class FileUpload implements AttachFile.Upload, AutoCloseable {
  private static final String FIELD = "file";
  private static final int BUFFER = 64 * 1024;
  private static final String READ = "galley.upload";

  private final CloseableByteBody body;
  private final byte[] boundary;

  private FileUpload(CloseableByteBody body, byte[] boundary) {
    this.body = body;
    this.boundary = boundary;
  }

  /** Whether a request brings a form with files to an operation that takes one. */
  public static boolean isIn(HttpRequest<?> request) {
    String type = request.getHeaders().get("Content-Type");
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith("multipart/")
        && RouteAttributes.getRouteInfo(request)
            .filter(route -> route.getAnnotationMetadata().hasAnnotation(TakesFile.class))
            .isPresent();
  }

  /**
   * The upload of a request, of which nothing has been read. Throws the problem for a request that
   * brings none (415).
   */
  public static FileUpload of(HttpRequest<?> request) {
    String type = Optional.ofNullable(request.getHeaders().get("Content-Type")).orElse("");
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    String boundary = parser.parse(type, ';').get("boundary");
    if (!type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA)
        || boundary == null
        || boundary.isEmpty()) {
      throw Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "The body must be multipart/form-data with one file in the field '" + FIELD + "'.")
          .withHeader("Accept", MediaType.MULTIPART_FORM_DATA)
          .asException();
    }
    request.setAttribute(READ, true);
    return new FileUpload(
        ((ServerHttpRequest<?>) request).byteBody().move(),
        boundary.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Whether the file that a request brings is another one than an answer tells of. It is read for
   * that, unless it was before, as by the attempt that lost a race.
   */
  public static boolean differs(HttpRequest<?> request, HttpResponse<?> answer) {
    Optional<Object> told =
        answer
            .getBody(byte[].class)
            .map(body -> JsonReader.read(new String(body, StandardCharsets.UTF_8)))
            .map(json -> json instanceof JsonObject file ? file.text("sha256").orElse("") : "");
    if (told.isEmpty() || request.getAttribute(READ).isPresent()) {
      return false;
    }
    RunningHash hash = new RunningHash();
    try (FileUpload upload = of(request)) {
      AttachFile.Bytes bytes = upload.part().bytes();
      byte[] some = bytes.next(BUFFER);
      while (some.length > 0) {
        hash.add(some);
        some = bytes.next(BUFFER);
      }
    }
    return !told.get().equals(hash.end().value());
  }

  @Override
  public AttachFile.Part part() {
    try {
      MultipartInput input =
          MultipartInput.builder()
              .setInputStream(body.toInputStream())
              .setBoundary(boundary)
              .setBufferSize(BUFFER)
              .get();
      input.setHeaderCharset(StandardCharsets.UTF_8);
      if (!input.skipPreamble()) {
        throw wrong(JsonPointer.ROOT, "must have the field '" + FIELD + "' with a file");
      }
      Map<String, String> headers = headers(input.readHeaders());
      InputStream bytes = new Last(input.newInputStream(), input);
      return part(headers, count -> next(bytes, count));
    } catch (IOException e) {
      throw broken();
    }
  }

  private static byte[] next(InputStream bytes, int count) {
    try {
      return bytes.readNBytes(count);
    } catch (IOException e) {
      throw broken();
    }
  }

  private static RuntimeException broken() {
    return Problem.of(
            ProblemType.INVALID_REQUEST,
            "The upload ended before it was complete, or is no multipart/form-data.")
        .asException();
  }

  private static AttachFile.Part part(Map<String, String> headers, AttachFile.Bytes bytes) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    Map<String, String> disposition =
        parser.parse(headers.getOrDefault("content-disposition", ""), ';');
    String field = Optional.ofNullable(disposition.get("name")).orElse("");
    if (!field.equals(FIELD)) {
      throw wrong(JsonPointer.child(JsonPointer.ROOT, field), "is not a field of this request");
    }
    String sent = disposition.get("filename");
    if (sent == null) {
      throw wrong('/' + FIELD, "must be a file, with a file name");
    }
    // Some clients send the path that the file has on their side.
    String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    if (!AttachmentBodies.isFileName(name)) {
      throw wrong(
          '/' + FIELD,
          "must have a name of 1 to "
              + AttachmentBodies.FILE_NAME
              + " characters without control characters");
    }
    return new AttachFile.Part(name, mediaType(headers.get("content-type")), bytes);
  }

  private static String mediaType(@Nullable String sent) {
    if (sent == null || sent.isBlank()) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
    String type = sent.strip();
    if (type.length() > 200
        || !type.matches("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;[\\x20-\\x7e]*)?")) {
      throw wrong('/' + FIELD, "must have a media type as its Content-Type, such as text/plain");
    }
    return type;
  }

  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new HashMap<>();
    for (String line : text.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static RuntimeException wrong(String pointer, String detail) {
    return Problem.invalidBody(List.of(new FieldError(pointer, detail))).asException();
  }

  @Override
  public void close() {
    body.close();
  }

  /** The bytes of the part, behind which nothing may come. */
  private static final class Last extends FilterInputStream {
    private final MultipartInput input;
    private boolean ended;

    Last(InputStream in, MultipartInput input) {
      super(in);
      this.input = input;
    }

    @Override
    public int read() throws IOException {
      return ended ? -1 : end(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      // The stream below must not be read beyond its end.
      return ended ? -1 : end(super.read(into, offset, length));
    }

    private int end(int read) throws IOException {
      if (read < 0 && !ended) {
        ended = true;
        try {
          if (input.readBoundary()) {
            throw wrong(JsonPointer.ROOT, "must have no more than the one field '" + FIELD + "'");
          }
        } catch (FileUploadException e) {
          throw new IOException(e);
        }
      }
      return read;
    }
  }
}
