package dev.schemamigration.cli.option;

import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundledDirectories;
import dev.schemamigration.source.DirectoryReader;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves the option for the revision files. */
final class SourceOptions {
  private static final String BUNDLED = "bundled:";

  private final GlobalOptions globals;

  SourceOptions(GlobalOptions globals) {
    this.globals = globals;
  }

  /**
   * The revision files, of which there must be some.
   *
   * @throws SourceException when they are not there or cannot be read
   */
  Bundle bundle() {
    var bundle = read();
    refuse(bundle.emptiness());
    return bundle;
  }

  /**
   * The revision files for a goal.
   *
   * @throws SourceException as {@link #bundle()}, where the goal needs revisions
   */
  Bundle bundle(Goal goal) {
    var bundle = read();
    refuse(goal.faultOf(bundle));
    return bundle;
  }

  /**
   * The folder of the revision files, for commands that write there; it may be empty.
   *
   * @throws FailureException when the source is no folder
   */
  RevisionFolder folder() {
    var path = folderPath();
    return new RevisionFolder(path, DirectoryReader.read(path));
  }

  /**
   * The path of that folder, which may not be there yet.
   *
   * @throws FailureException when the source is no folder
   */
  Path folderPath() {
    if (globals.source().startsWith(BUNDLED)) {
      throw usage(
          "--source: %s is a part of the program and cannot be written; name a folder"
              .formatted(globals.source()));
    }
    return Path.of(globals.source());
  }

  /** The revision files, or none where no source is named and the default one is not there. */
  Bundle bundleIfAny() {
    return globals.source().equals(GlobalOptions.DEFAULT_SOURCE)
            && !Files.isDirectory(Path.of(globals.source()))
        ? new Bundle("no source", List.of(), Map.of(), Optional.empty())
        : bundle();
  }

  private Bundle read() {
    var source = globals.source();
    return source.startsWith(BUNDLED)
        ? BundledDirectories.read(source.substring(BUNDLED.length()))
        : DirectoryReader.read(Path.of(source));
  }

  private static void refuse(Optional<SourceFault> fault) {
    fault.ifPresent(
        it -> {
          throw new SourceException(it);
        });
  }

  private static FailureException usage(String message) {
    return new FailureException(Failure.usage(message));
  }
}
