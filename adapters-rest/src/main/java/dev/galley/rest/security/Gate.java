package dev.galley.rest.security;

/** What a path asks of whoever calls it, before its controller has a say. */
enum Gate {
  /** Nothing. */
  OPEN,
  /** The operator's role; no seat. */
  OPERATOR,
  /** The AI seat. */
  SEAT;

  /**
   * The gate before a path. What is not listed as open or the operators' needs the seat, so that a
   * path that nobody thought of is closed.
   *
   * @param path a route's template, or a path as the router sees it, decoded
   */
  static Gate of(String path) {
    if (path.equals("/")
        || path.equals("/openapi.yaml")
        || path.equals("/asyncapi.yaml")
        || path.equals("/prometheus")
        || under("/docs", path)
        || under("/health", path)
        || under("/problems", path)
        || under("/schemas", path)) {
      return OPEN;
    }
    return under("/api/admin", path) ? OPERATOR : SEAT;
  }

  private static boolean under(String folder, String path) {
    return path.startsWith(folder)
        && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
  }
}
