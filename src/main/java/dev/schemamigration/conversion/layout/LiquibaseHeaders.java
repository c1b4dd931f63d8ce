package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.ReadyFile;
import dev.schemamigration.conversion.model.ToolFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes the header of a revision above changelogs, each of which follows the one before it. */
final class LiquibaseHeaders {
  private static final Pattern MARKER =
      Pattern.compile("(?i)\\s*--\\s*liquibase\\s+formatted\\s+sql.*");
  private static final Pattern DECLARATION = Pattern.compile("(?s)\\s*<\\?xml.*?\\?>\\s*");

  private final Set<String> taken = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private String last = "";

  LiquibaseHeaders(List<ToolFile> files) {
    files.forEach(it -> names.add(it.name()));
  }

  /** The next revision. */
  ReadyFile of(ToolFile file, List<String> changes) {
    var stem = file.name().substring(0, file.name().lastIndexOf('.'));
    var base = stem.replaceAll("[^\\p{L}\\p{N}.]+", "_");
    var id = base;
    for (int i = 2; !taken.add(id); i++) {
      id = base + "." + i;
    }
    var all = new ArrayList<>(changes);
    var name = file.name();
    if (!names.remove(name)) {
      name = id + name.substring(name.lastIndexOf('.'));
      all.add("renamed to " + name + ", for another one has its name");
    }
    var header = List.of("revision: " + id, "down_revision:" + (last.isEmpty() ? "" : " " + last));
    last = id;
    return new ReadyFile(id, file.path(), name, withHeader(file, header), all);
  }

  private static String withHeader(ToolFile file, List<String> header) {
    var text = file.text();
    var name = file.name().toLowerCase(Locale.ROOT);
    if (name.endsWith(".xml")) {
      var declaration = DECLARATION.matcher(text);
      int at = declaration.lookingAt() ? declaration.end() : 0;
      return text.substring(0, at)
          + "<!--\n  "
          + String.join("\n  ", header)
          + "\n-->\n"
          + text.substring(at);
    }
    if (!name.endsWith(".sql")) {
      return "# " + String.join("\n# ", header) + "\n" + text;
    }
    var lines = "-- " + String.join("\n-- ", header) + "\n";
    var first = text.lines().filter(it -> !it.isBlank()).findFirst().orElse("");
    if (!MARKER.matcher(first).matches()) {
      return lines + text;
    }
    int end = text.indexOf(first) + first.length();
    int next = text.startsWith("\r\n", end) ? end + 2 : Math.min(text.length(), end + 1);
    return text.substring(0, end) + "\n" + lines + text.substring(next);
  }
}
