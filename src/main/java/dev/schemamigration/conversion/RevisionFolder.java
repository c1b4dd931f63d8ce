package dev.schemamigration.conversion;

import dev.schemamigration.conversion.model.ToolFile;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.file.RevisionFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Recognizes a folder that needs no import, because what it holds are revision files. Pure. */
final class RevisionFolder {
  private static final Pattern HEADER =
      Pattern.compile("(?m)^[ \\t]*(?:--|#)?[ \\t]*revision:[ \\t]*\\S");
  private static final int TOP = 4096;

  private RevisionFolder() {}

  /** The files that begin with the header of a revision. */
  static List<String> headed(List<ToolFile> files) {
    return files.stream()
        .filter(it -> RevisionFormat.of(it.path()).isPresent())
        .filter(it -> HEADER.matcher(top(it.text())).find())
        .map(ToolFile::path)
        .toList();
  }

  private static String top(String text) {
    return text.substring(0, Math.min(text.length(), TOP));
  }

  /** How many revisions the files are as they stand; zero where they are none. */
  static int size(String name, List<ToolFile> files) {
    var bytes = new HashMap<String, byte[]>();
    files.forEach(it -> bytes.put(it.path(), it.text().getBytes(StandardCharsets.UTF_8)));
    try {
      var bundle = BundleReader.read(name, bytes);
      bundle.graph();
      return bundle.files().size();
    } catch (SourceException e) {
      return 0;
    }
  }
}
