package dev.schemamigration.source;

import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;

/** Enforces {@link SourceLimits} while the files of a source are counted. */
final class SourceBudget {
  private final String source;
  private int files;
  private long bytes;

  SourceBudget(String source) {
    this.source = source;
  }

  /**
   * Counts one file.
   *
   * @throws SourceException when a limit is exceeded
   */
  void spend(String path, long size) {
    if (size > SourceLimits.FILE_BYTES) {
      throw new SourceException(
          new SourceFault.TooLarge(
              source,
              "%s: has %d bytes, more than the %d that one file may have"
                  .formatted(path, size, SourceLimits.FILE_BYTES),
              "split it"));
    }
    if (++files > SourceLimits.FILES) {
      throw exceeded("more than %d files".formatted(SourceLimits.FILES));
    }
    bytes += size;
    if (bytes > SourceLimits.TOTAL_BYTES) {
      throw exceeded("files of more than %d bytes together".formatted(SourceLimits.TOTAL_BYTES));
    }
  }

  private SourceException exceeded(String what) {
    return new SourceException(
        new SourceFault.TooLarge(
            source, "holds " + what, "keep only revision files and what they refer to in it"));
  }
}
