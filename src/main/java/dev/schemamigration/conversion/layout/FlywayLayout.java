package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.Migration;
import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files {@code V1_2__name.sql}, {@code U1_2__name.sql} and {@code R__name.sql}, as Flyway has them.
 * What is repeatable comes after all versions, once.
 */
final class FlywayLayout implements MigrationLayout {
  private static final Pattern VERSIONED =
      Pattern.compile("([VU])(\\d[\\d._]{0,60}?)(?:__(.*))?\\.sql");
  private static final Pattern REPEATABLE = Pattern.compile("R__(.*)\\.sql");
  private static final Pattern CODE =
      Pattern.compile("[VR](?:\\d[\\d_]*)?__.*\\.(?:java|class|kt)");
  private static final Pattern NO_TRANSACTION =
      Pattern.compile("(?im)^\\s*executeInTransaction\\s*=\\s*false\\b");

  @Override
  public Tool tool() {
    return Tool.FLYWAY;
  }

  @Override
  public boolean recognizes(List<ToolFile> files) {
    return files.stream()
        .anyMatch(
            it ->
                VERSIONED.matcher(it.name()).matches() && it.name().contains("__")
                    || REPEATABLE.matcher(it.name()).matches());
  }

  @Override
  public Reading read(MigrationFolder folder) {
    var pairs = new FilePairs();
    var repeatable = new ArrayList<ToolFile>();
    Map<String, ToolFile> settings = new HashMap<>();
    for (var file : folder.files()) {
      var versioned = VERSIONED.matcher(file.name());
      if (versioned.matches()) {
        var numbers = Stream.of(versioned.group(2).split("[._]")).toArray(String[]::new);
        pairs.add(
            new FilePairs.Half(
                file,
                String.join(".", numbers),
                significant(FilePairs.order(numbers)),
                versioned.group(3) == null ? "" : Names.message(versioned.group(3)),
                versioned.group(1).equals("V")));
      } else if (REPEATABLE.matcher(file.name()).matches()) {
        repeatable.add(file);
      } else if (file.name().endsWith(".sql.conf")) {
        settings.put(file.path().substring(0, file.path().length() - ".conf".length()), file);
      } else {
        pairs.note(other(file));
      }
    }
    var reading = pairs.reading();
    var migrations = new ArrayList<>(reading.migrations());
    var notes = new ArrayList<>(reading.notes());
    repeatable.sort(Comparator.comparing(ToolFile::name));
    for (var file : repeatable) {
      migrations.add(repeatable(file));
      notes.add(
          new Note(
              file.path(),
              Note.Outcome.CHANGED,
              "it runs once, after all versions; write its next change as a revision of its own"));
    }
    return new Reading(
        migrations.stream().map(Migration::withParameters).map(it -> marked(it, settings)).toList(),
        notes);
  }

  /** To Flyway, 1 and 1.0 are the same version. */
  private static List<BigInteger> significant(List<BigInteger> numbers) {
    int length = numbers.size();
    while (length > 1 && numbers.get(length - 1).signum() == 0) {
      length--;
    }
    return numbers.subList(0, length);
  }

  private static Note other(ToolFile file) {
    return CODE.matcher(file.name()).matches() ? Note.program(file) : Note.noMigration(file);
  }

  private static Migration repeatable(ToolFile file) {
    var name = REPEATABLE.matcher(file.name()).replaceFirst("$1");
    return Migration.next(
        "R." + name, Names.message(name), List.of(file.path()), file.text(), Optional.empty());
  }

  private static Migration marked(Migration migration, Map<String, ToolFile> settings) {
    return Optional.ofNullable(settings.get(migration.sources().getFirst()))
            .filter(it -> NO_TRANSACTION.matcher(it.text()).find())
            .isPresent()
        ? migration.inTransaction(false)
        : migration;
  }
}
