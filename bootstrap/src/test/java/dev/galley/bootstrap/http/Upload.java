package dev.galley.bootstrap.http;

/** A small file as a form. */
final class Upload {
  private static final String BOUNDARY = "form";

  /** The body. */
  static final String TEXT =
      String.join(
          "\r\n",
          "--" + BOUNDARY,
          "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"",
          "Content-Type: text/plain",
          "",
          "text",
          "--" + BOUNDARY + "--",
          "");

  /** The type of the body. */
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private Upload() {}

  /** A POST of it. */
  static Call to(Person person, String path) {
    return person.call("POST", path).text(TEXT).header("Content-Type", TYPE);
  }
}
