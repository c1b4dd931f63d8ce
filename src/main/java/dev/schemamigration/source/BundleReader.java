package dev.schemamigration.source;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.source.file.FileName;
import dev.schemamigration.source.file.FileRole;
import dev.schemamigration.source.file.FileText;
import dev.schemamigration.source.file.RevisionFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses plain files into a bundle, wherever they were fetched from. */
public final class BundleReader {
  private final String name;
  private final List<ChangelogFile> changelogs = new ArrayList<>();
  private final Map<String, byte[]> resources = new HashMap<>();
  private final List<FileLocation> verifications = new ArrayList<>();
  private Optional<String> template = Optional.empty();

  private BundleReader(String name) {
    this.name = name;
  }

  /**
   * Sorts the files into revisions, resources and template and parses the headers. A parent that is
   * in no file is no fault yet: the database's archive may hold it; see {@link Bundle#graph()}.
   *
   * @param name of the source, at the beginning of every message, e.g. {@code ConfigMap
   *     app-migrations}
   * @param files content by path relative to the source, with forward slashes
   * @throws SourceException with the first fault
   */
  public static Bundle read(String name, Map<String, byte[]> files) {
    var reader = new BundleReader(name);
    reader.refuseTooMuch(files);
    files.keySet().stream()
        .sorted(FileName.LOAD_ORDER)
        .forEach(path -> reader.take(path, files.get(path)));
    reader.refuseLoneVerifications();
    return new Bundle(
        name, ParentInference.arrange(name, reader.changelogs), reader.resources, reader.template);
  }

  /** Nobody would notice that one never runs. */
  private void refuseLoneVerifications() {
    var names =
        changelogs.stream().map(it -> RevisionFile.verificationOf(it.location().file())).toList();
    verifications.stream()
        .filter(it -> !names.contains(it.file()))
        .findFirst()
        .ifPresent(
            it -> {
              throw it.fault(
                  "there is no revision file of that name beside it",
                  "name it as its revision's file, with .verify.sql in place of the ending");
            });
  }

  private void refuseTooMuch(Map<String, byte[]> files) {
    var budget = new SourceBudget(name);
    files.forEach((path, bytes) -> budget.spend(path, bytes.length));
  }

  private void take(String path, byte[] bytes) {
    refuseBadPath(path);
    var location = new FileLocation(name, path);
    switch (FileRole.of(path)) {
      case CHANGELOG ->
          ChangelogFile.read(location, RevisionFormat.of(path).orElseThrow(), bytes)
              .ifPresentOrElse(changelogs::add, () -> resources.put(path, bytes));
      case TEMPLATE -> template = Optional.of(FileText.of(location, bytes));
      case VERIFICATION -> {
        FileText.of(location, bytes);
        verifications.add(location);
        resources.put(path, bytes);
      }
      case RESOURCE -> resources.put(path, bytes);
      case IGNORED -> {}
    }
  }

  private void refuseBadPath(String path) {
    var segments = path.split("/", -1);
    if (path.indexOf('\\') >= 0
        || path.chars().anyMatch(Character::isISOControl)
        || Arrays.stream(segments)
            .anyMatch(segment -> segment.isBlank() || segment.matches("\\.\\.?"))) {
      throw new SourceException(
          new SourceFault.InvalidFolder(
              name,
              "%s is not a path inside the source".formatted(QuotedText.of(path)),
              "use names joined by \"/\", without \"..\""));
    }
  }
}
