package dev.schemamigration.conversion.layout;

import dev.schemamigration.engine.script.SqlScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of scripts of Alembic, by the revision that each of them applies or undoes. */
final class AlembicSections {
  private static final Pattern HEADING =
      Pattern.compile("-- Running (upgrade|downgrade) (.*?) ?-> (.*)");
  private static final Pattern VERSION =
      Pattern.compile(
          "(?is)(?:insert into|update|delete from)\\s.*\\bversion_num\\b.*"
              + "|(?:create|drop)\\s+table\\s+(?:\\S+\\.)?alembic_version\\b.*");
  private static final Pattern TRANSACTION =
      Pattern.compile("(?:begin|start transaction|commit|end|rollback)\\b.*");

  private final Map<String, String> texts = new HashMap<>();

  /** Takes a script apart. */
  void add(String script) {
    Optional<String> revision = Optional.empty();
    var text = new StringBuilder();
    for (var line : script.lines().toList()) {
      var heading = HEADING.matcher(line);
      if (heading.matches()) {
        close(revision, text);
        revision =
            Optional.of(
                heading.group(1).equals("upgrade")
                    ? heading.group(3).strip()
                    : heading.group(2).strip());
      } else {
        text.append(line).append('\n');
      }
    }
    close(revision, text);
  }

  private void close(Optional<String> revision, StringBuilder text) {
    revision.ifPresent(it -> texts.putIfAbsent(it, own(text.toString())));
    text.setLength(0);
  }

  /** Without what Alembic itself adds: transactions, and its table of versions. */
  private static String own(String text) {
    var script = SqlScript.of(text);
    List<SqlScript.Statement> added =
        script.statements().stream()
            .filter(
                it ->
                    TRANSACTION.matcher(it.shape()).matches()
                        || VERSION.matcher(text.substring(it.begin(), it.end())).matches())
            .toList();
    return script.without(added).strip();
  }

  /** The statements of a revision; empty text where it has none. */
  Optional<String> of(String revision) {
    return Optional.ofNullable(texts.get(revision));
  }
}
