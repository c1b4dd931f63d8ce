package dev.schemamigration.engine;

import dev.schemamigration.source.RevisionFile;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Formatted SQL knows two ways to write a rollback. Liquibase 4 reads the block ({@code /*
 * liquibase rollback}) by gluing its lines together without a break, so that words run into each
 * other and a comment swallows the rest. Each line of a block is therefore handed to it as a {@code
 * --rollback} line, which it reads rightly; the number of lines stays the same.
 */
final class RollbackBlocks {
  private static final Pattern BEGIN =
      Pattern.compile("\\s*/\\*\\s*liquibase\\s*rollback\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern END = Pattern.compile("(.*?)\\*/\\s*");

  private RollbackBlocks() {}

  /** The content of {@code file} with its rollback blocks as single lines. */
  static String asLines(RevisionFile file) {
    if (!file.path().toLowerCase(Locale.ROOT).endsWith(".sql")
        || file.content().lines().noneMatch(it -> BEGIN.matcher(it).matches())) {
      return file.content();
    }
    var reader =
        new Object() {
          boolean inside = false;

          String next(String line) {
            if (!inside) {
              inside = BEGIN.matcher(line).matches();
              return inside ? "--rollback " : line;
            }
            var end = END.matcher(line);
            inside = !end.matches();
            return "--rollback " + (inside ? line : end.group(1));
          }
        };
    return file.content().lines().map(reader::next).collect(Collectors.joining("\n", "", "\n"));
  }
}
