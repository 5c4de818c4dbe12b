package dev.galley.application.assistant;

/**
 * How much can be attached to an assistant; sizes in bytes.
 *
 * @param filterBytes of a dataset's filter
 * @param secretBytes of a secret's value, in UTF-8
 * @param fileBytes of one file
 * @param allFilesBytes of all files of an assistant, or of its draft, together
 */
public record AttachmentLimits(
    int datasets,
    int filterBytes,
    int references,
    int secrets,
    int secretBytes,
    int files,
    long fileBytes,
    long allFilesBytes) {

  /** What holds when nothing else is set. */
  public static final AttachmentLimits DEFAULT =
      new AttachmentLimits(200, 64 * 1024, 200, 200, 64 * 1024, 100, 20L << 20, 500L << 20);
}
