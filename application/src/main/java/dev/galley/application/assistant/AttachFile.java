package dev.galley.application.assistant;

import dev.galley.application.assistant.EditAttachments.Edit;
import dev.galley.application.assistant.EditAttachments.Place;
import dev.galley.application.assistant.EditAttachments.Site;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.AttachedFile;
import dev.galley.domain.attached.Blob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attaches files to an assistant or its draft, and reads their bytes. */
public final class AttachFile {
  private static final String FILE = "/file";

  private final AssistantDesk desk;
  private final FileBytes bytes;

  public AttachFile(AssistantDesk desk, FileBytes bytes) {
    this.desk = desk;
    this.bytes = bytes;
  }

  /** A file on its way here. */
  public interface Upload {

    /** What it is, and its bytes. Asked once, and not before everything else is allowed. */
    Part part();
  }

  /** Bytes that come one after another. */
  @FunctionalInterface
  public interface Bytes {

    /**
     * The next of them.
     *
     * @param count so many; fewer only at the end
     */
    byte[] next(int count);
  }

  /**
   * What has come of a file.
   *
   * @param name a file name, see {@link AttachmentBodies#isFileName}
   */
  public record Part(String name, String mediaType, Bytes bytes) {}

  /** The assistant or draft with the file; it is on disk then. */
  public Outcome<Edit<AttachedFile>> handle(Place place, Upload upload) {
    return new EditAttachments<>(desk, AttachmentKind.FILES)
        .add(place, site -> keep(site, upload), this::tooMuch);
  }

  /** Others may have come while this one did. */
  private Optional<Refusal> tooMuch(List<AttachedFile> files) {
    long most = desk.limits().attached().allFilesBytes();
    long sum = files.stream().mapToLong(AttachedFile::size).sum();
    return sum <= most
        ? Optional.empty()
        : Optional.of(
            Refusal.Invalid.at(
                FILE,
                "makes all files of the assistant " + sum + " bytes; " + most + " are allowed"));
  }

  private Outcome<AttachedFile> keep(Site site, Upload upload) {
    AttachmentLimits limits = desk.limits().attached();
    long used = site.attached().files().stream().mapToLong(AttachedFile::size).sum();
    long most = Math.min(limits.fileBytes(), Math.max(0, limits.allFilesBytes() - used));
    try {
      Part part = upload.part();
      FileBytes.Written written =
          bytes.write(site.caller().tenant(), site.assistant(), part.bytes(), most);
      return Outcome.done(
          new AttachedFile(
              desk.saver().ids().next(),
              part.name(),
              part.mediaType(),
              written.size(),
              written.hash(),
              written.blob()));
    } catch (FileBytes.TooLong e) {
      return Outcome.refused(Refusal.Invalid.at(FILE, tooLong(limits, most)));
    }
  }

  private static String tooLong(AttachmentLimits limits, long most) {
    return most == limits.fileBytes()
        ? "is larger than the " + most + " bytes that a file may have"
        : "is larger than the "
            + most
            + " bytes that are left of the "
            + limits.allFilesBytes()
            + " for all files of an assistant";
  }

  /** A file whose bytes may be read. */
  public Outcome<Contents> contents(Caller caller, String id, String file) {
    return new ReadAttachments<>(desk, AttachmentKind.FILES)
        .one(caller, id, file)
        .map(placed -> {
          AttachedFile found = placed.member();
          return new Contents(caller, found, bytes.find(caller.tenant(), found.blob()));
        });
  }

  /** The bytes of a file. */
  public final class Contents {
    private final Caller caller;
    private final AttachedFile file;
    private final Blob blob;

    private Contents(Caller caller, AttachedFile file, Blob blob) {
      this.caller = caller;
      this.file = file;
      this.blob = blob;
    }

    /** The file. */
    public AttachedFile file() {
      return file;
    }

    /** When they came. */
    public Instant since() {
      return blob.since();
    }

    /**
     * A chunk of {@link Blob#CHUNK} bytes, the last one may be shorter.
     *
     * @param index 0 for the first
     */
    public byte[] chunk(int index) {
      return bytes.chunk(caller.tenant(), blob.chunks().get(index));
    }
  }
}
