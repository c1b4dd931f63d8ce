package dev.schemamigration.source.file;

import dev.schemamigration.source.fault.FileLocation;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A kind of file that another tool does not run on its way up, recognised by its name. */
public enum NoForwardMigration {
  FLYWAY_UNDO("an undo migration of Flyway", whole("U\\d[\\d._]*(__.*)?"), Remedies.ROLLBACK),
  FLYWAY_REPEATABLE(
      "a repeatable migration of Flyway",
      whole("R__.*"),
      "take it out of the folder, and write its next change as a revision of its own"),
  FLYWAY_BASELINE(
      "a baseline migration of Flyway",
      whole("(?-i:B)\\d[\\d._]*__.*"),
      "take it out of the folder, or take out the files that it replaces and rename it to the last"
          + " of them"),
  FLYWAY_CALLBACK(
      "a callback of Flyway",
      whole(
          "(createSchema|(before|after)(Each)?(Migrate|Undo|Clean|Info|Validate|Baseline|Repair"
              + "|Repeatables|Versioned|Connect|CreateSchema|Deploy)"
              + "(Statement)?(Applied|Error|OperationFinish)?)(__.*)?"),
      "take it out of the folder, and write what it does into the revisions that need it"),
  POSTGRATOR_UNDO("an undo migration of postgrator", part("undo"), Remedies.ROLLBACK),
  GOLANG_MIGRATE_DOWN(
      "a down migration of golang-migrate, sqlx or a like tool", part("down"), Remedies.ROLLBACK),
  YOYO_ROLLBACK("a rollback file of yoyo", part("rollback"), Remedies.ROLLBACK),
  SQITCH_REVERT("a revert script of Sqitch", part("revert"), Remedies.ROLLBACK);

  private final String kind;
  private final Predicate<String> test;
  private final String remedy;

  NoForwardMigration(String kind, Predicate<String> test, String remedy) {
    this.kind = kind;
    this.test = test;
    this.remedy = remedy;
  }

  /** Tests a whole name without its extension. */
  private static Predicate<String> whole(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL).asMatchPredicate();
  }

  /** Tests whether a name has this part between dots. */
  private static Predicate<String> part(String word) {
    return stem -> ("." + stem.toLowerCase(Locale.ROOT) + ".").contains("." + word + ".");
  }

  /** Throws when the name of a SQL file without a revision header is that of such a file. */
  public static void refuse(FileLocation location) {
    var name = location.file();
    var stem = name.substring(0, name.lastIndexOf('.'));
    Arrays.stream(values())
        .filter(kind -> kind.test.test(stem))
        .findFirst()
        .ifPresent(
            kind -> {
              throw location.fault(
                  "is by its name %s, which is no forward migration".formatted(kind.kind),
                  kind.remedy);
            });
  }

  private static final class Remedies {
    static final String ROLLBACK =
        "write its statements as \"--rollback\" lines of a \"--changeset\" in the file that it"
            + " undoes, and take it out of the folder";
  }
}
