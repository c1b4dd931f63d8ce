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
import java.util.List;
import java.util.regex.Pattern;

/** Files with both parts, divided by the comments of goose, dbmate or sql-migrate. */
record SectionLayout(Tool tool, Pattern marker, Pattern noTransaction, Pattern parameters)
    implements MigrationLayout {
  private static final Pattern NAME = Pattern.compile("(\\d{1,20})[_.-]?(.*)\\.sql");
  private static final Pattern NEVER = Pattern.compile("(?!)");

  /** Files of goose: {@code -- +goose Up}. */
  static SectionLayout goose() {
    return new SectionLayout(
        Tool.GOOSE,
        Pattern.compile(
            "(?i)\\s*--\\s*\\+goose\\s+((?:up|down|statementbegin|statementend|no\\s+transaction"
                + "|envsub\\s+(?:on|off))\\b.*)"),
        Pattern.compile("(?i)^no\\s+transaction\\b"),
        Pattern.compile("(?i)^envsub\\s+on\\b"));
  }

  /** Files of dbmate: {@code -- migrate:up}. */
  static SectionLayout dbmate() {
    return new SectionLayout(
        Tool.DBMATE,
        Pattern.compile("(?i)\\s*--\\s*migrate:((?:up|down)\\b.*)"),
        Pattern.compile("(?i)\\btransaction:false\\b"),
        NEVER);
  }

  /** Files of sql-migrate: {@code -- +migrate Up}. */
  static SectionLayout sqlMigrate() {
    return new SectionLayout(
        Tool.SQL_MIGRATE,
        Pattern.compile(
            "(?i)\\s*--\\s*\\+migrate\\s+((?:up|down|statementbegin|statementend)\\b.*)"),
        Pattern.compile("(?i)^(?:up|down)\\b.*\\bnotransaction\\b"),
        NEVER);
  }

  @Override
  public boolean recognizes(List<ToolFile> files) {
    return files.stream().anyMatch(this::isMarked);
  }

  private boolean isMarked(ToolFile file) {
    return file.name().endsWith(".sql")
        && file.text().lines().anyMatch(it -> marker.matcher(it).matches());
  }

  @Override
  public Reading read(MigrationFolder folder) {
    var migrations = new ArrayList<Migration>();
    var notes = new ArrayList<Note>();
    var marked = new ArrayList<ToolFile>();
    for (var file : folder.files()) {
      if (isMarked(file)) {
        marked.add(file);
      } else {
        notes.add(unmarked(file));
      }
    }
    marked.sort(
        Comparator.comparing(SectionLayout::number)
            .thenComparing(ToolFile::name)
            .thenComparing(ToolFile::path));
    for (var file : marked) {
      migrations.add(migration(file));
    }
    return new Reading(migrations, notes);
  }

  private Note unmarked(ToolFile file) {
    boolean program = file.name().matches("\\d+_.*\\.go") && !file.name().endsWith("_test.go");
    return program
        ? Note.program(file)
        : new Note(
            file.path(), Note.Outcome.PASSED_OVER, "it has no line that marks a part to apply");
  }

  private static BigInteger number(ToolFile file) {
    var name = NAME.matcher(file.name());
    return name.matches() ? new BigInteger(name.group(1)) : BigInteger.ZERO;
  }

  private Migration migration(ToolFile file) {
    var name = NAME.matcher(file.name());
    boolean numbered = name.matches();
    var stem = file.name().substring(0, file.name().length() - ".sql".length());
    var parts = SectionedFile.of(file.text(), marker);
    var migration =
        Migration.next(
            numbered ? name.group(1) : stem,
            Names.message(numbered ? name.group(2) : stem),
            List.of(file.path()),
            parts.up(),
            parts.down());
    if (parts.says(noTransaction)) {
      migration = migration.inTransaction(false);
    }
    return parts.says(parameters) ? migration.withParameters() : migration;
  }
}
