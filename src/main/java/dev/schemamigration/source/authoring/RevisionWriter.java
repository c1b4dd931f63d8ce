package dev.schemamigration.source.authoring;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.source.file.FileRole;
import dev.schemamigration.source.file.HeaderParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes a new revision into a file, after checking that the folder stays a graph with it. */
public final class RevisionWriter {
  private final Bundle bundle;

  public RevisionWriter(Bundle bundle) {
    this.bundle = bundle;
  }

  /**
   * A revision file that is not written yet.
   *
   * @param path relative to the folder
   */
  public record Draft(String path, String content) {}

  /**
   * Composes the file from the folder's template or the built-in one.
   *
   * @throws SourceException when the folder with it would not be the intended graph: the id or a
   *     label exists, a parent is unknown, or the template lacks the header
   */
  public Draft compose(NewRevision revision) {
    var wanted = onOneLine(revision);
    var template =
        bundle
            .template()
            .map(RevisionTemplate::of)
            .filter(it -> wanted.inTransaction() || it.hasAttributes())
            .orElseGet(RevisionTemplate::builtIn);
    var path = FileNamePattern.of(bundle.files()).name(wanted.revision());
    var draft = new Draft(path, template.render(wanted));
    refuseExisting(draft);
    check(draft, wanted.revision());
    return draft;
  }

  /**
   * Writes a draft into the folder; never over an existing file.
   *
   * @return the path of the file
   */
  public Path write(Path folder, Draft draft) {
    var file = folder.resolve(draft.path());
    try {
      Files.writeString(file, draft.content(), StandardOpenOption.CREATE_NEW);
      return file;
    } catch (FileAlreadyExistsException e) {
      throw exists(draft);
    } catch (IOException e) {
      throw new SourceException(
          new SourceFault.InvalidFolder(
              bundle.name(),
              "%s cannot be written: %s".formatted(draft.path(), e.getMessage()),
              "permit it to this process"));
    }
  }

  private static NewRevision onOneLine(NewRevision revision) {
    var node = revision.revision();
    var message = node.message().strip().replaceAll("\\s+", " ");
    if (message.isEmpty()) {
      message = NewRevision.NO_MESSAGE;
    }
    return new NewRevision(
        new Revision(
            node.id(),
            node.downRevisions(),
            node.branchLabels(),
            node.dependsOn(),
            QuotedText.shortened(message, HeaderParser.MAX_MESSAGE)),
        revision.createDate(),
        revision.upgradeSql(),
        revision.rollbackSql(),
        revision.inTransaction());
  }

  private void refuseExisting(Draft draft) {
    if (bundle.files().stream().anyMatch(file -> file.path().equals(draft.path()))) {
      throw exists(draft);
    }
  }

  private SourceException exists(Draft draft) {
    return new FileLocation(bundle.name(), draft.path())
        .fault("is there already", "choose another message or id");
  }

  /**
   * The folder as it will be with a draft.
   *
   * @throws SourceException when that cannot be read
   */
  public Bundle with(Draft draft) {
    Map<String, byte[]> files = new HashMap<>(bundle.resources());
    bundle.files().forEach(file -> files.put(file.path(), utf8(file.content())));
    files.put(draft.path(), utf8(draft.content()));
    var read = BundleReader.read(bundle.name(), files);
    return new Bundle(bundle.name(), read.files(), read.resources(), bundle.template());
  }

  private void check(Draft draft, Revision wanted) {
    var whole = with(draft);
    whole.graph();
    var written = whole.find(wanted.id()).map(RevisionFile::revision);
    if (!written.equals(Optional.of(wanted))) {
      throw new FileLocation(bundle.name(), FileRole.TEMPLATE_NAME)
          .fault(
              "the file made from it does not say what it should",
              "let it have \"-- ${message}\" and a line \"-- key: ${key}\" for each of revision,"
                  + " down_revision, branch_labels and depends_on");
    }
    for (var file : bundle.files()) {
      if (!whole.find(file.id()).map(RevisionFile::revision).equals(Optional.of(file.revision()))) {
        throw new FileLocation(bundle.name(), file.path())
            .fault(
                "does not say what it follows and would follow the new %s".formatted(draft.path()),
                "add a line \"down_revision: …\" at its top");
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
