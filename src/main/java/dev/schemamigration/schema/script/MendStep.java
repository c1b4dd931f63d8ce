package dev.schemamigration.schema.script;

import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import dev.schemamigration.schema.definition.CommentKinds;
import dev.schemamigration.schema.definition.SequenceText;
import dev.schemamigration.schema.definition.StateText;
import dev.schemamigration.schema.definition.StatisticsTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Changes what the library does not see, or cannot write. */
final class MendStep {
  private static final Set<String> OF_TABLES = Set.of("constraint", "trigger", "policy", "rule");

  private final Catalog now;
  private final Catalog wanted;

  MendStep(Catalog now, Catalog wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  List<ScriptStatement> statements() {
    var statements = new ArrayList<ScriptStatement>();
    for (var change : now.changesTo(wanted)) {
      mended(change).forEach(it -> statements.add(ScriptStatement.of(it)));
    }
    statements.addAll(new NotNullStep(now, wanted).statements());
    return statements;
  }

  /** Those for columns alone. */
  List<ScriptStatement> ofColumns() {
    return now.changesTo(wanted).stream()
        .filter(it -> it.key().kind().equals("column"))
        .flatMap(it -> mended(it).stream())
        .map(ScriptStatement::of)
        .toList();
  }

  private List<String> mended(CatalogChange change) {
    var name = change.key().name();
    return switch (change.key().kind()) {
      case "comment" -> comment(change);
      case "column" ->
          both(change) ? column(name, change.before().get(), change.after().get()) : List.of();
      case "table" ->
          both(change) ? table(name, change.before().get(), change.after().get()) : List.of();
      case "constraint" ->
          leaf(
              change,
              "ALTER TABLE " + SqlName.parent(name) + " DROP CONSTRAINT " + SqlName.last(name),
              "ALTER TABLE "
                  + SqlName.parent(name)
                  + " ADD CONSTRAINT "
                  + SqlName.last(name)
                  + " ");
      case "domain constraint" ->
          leaf(
              change,
              "ALTER DOMAIN " + SqlName.parent(name) + " DROP CONSTRAINT " + SqlName.last(name),
              "ALTER DOMAIN "
                  + SqlName.parent(name)
                  + " ADD CONSTRAINT "
                  + SqlName.last(name)
                  + " ");
      case "trigger", "rule" -> switchable(change, change.key().kind().toUpperCase(Locale.ROOT));
      case "trigger state" -> List.of(state(change));
      case "policy" ->
          leaf(
              change.after().map(MendStep::policy),
              change,
              "DROP POLICY " + SqlName.last(name) + " ON " + SqlName.parent(name));
      case "index" ->
          both(change) ? index(name, change.before().get(), change.after().get()) : List.of();
      case "statistics" -> statistics(change);
      case "sequence" -> both(change) ? sequence(name, change.after().get()) : List.of();
      default -> List.of();
    };
  }

  /** What is part of something else is made anew, as the server defines it. */
  private static List<String> leaf(CatalogChange change, String drop, String beginning) {
    return leaf(
        change.after().map(it -> beginning + it.definition().replaceFirst(" INHERITED$", "")),
        change,
        drop);
  }

  private static List<String> leaf(Optional<String> create, CatalogChange change, String drop) {
    var statements = new ArrayList<String>();
    change.before().ifPresent(it -> statements.add(drop));
    create.ifPresent(statements::add);
    return statements;
  }

  /** A trigger or a rule, which is made anew only where more than its state differs. */
  private static List<String> switchable(CatalogChange change, String kind) {
    var name = change.key().name();
    var before = change.before().map(it -> StateText.of(it.definition()));
    var after = change.after().map(it -> StateText.of(it.definition()));
    var create = after.map(StateText::create);
    var statements = new ArrayList<String>();
    if (!before.map(StateText::create).equals(create)) {
      var drop = "DROP %s %s ON %s".formatted(kind, SqlName.last(name), SqlName.parent(name));
      statements.addAll(leaf(create, change, drop));
    }
    after.ifPresent(
        it ->
            statements.add(
                "ALTER TABLE %s %s %s %s"
                    .formatted(SqlName.parent(name), it.state(), kind, SqlName.last(name))));
    return statements;
  }

  /** That of a partition's trigger, where it is another one than that of the parent's. */
  private static String state(CatalogChange change) {
    var name = change.key().name();
    return "ALTER TABLE %s %s TRIGGER %s"
        .formatted(
            SqlName.parent(name),
            change.after().map(CatalogEntry::definition).orElse("ENABLE"),
            SqlName.last(name));
  }

  private static String policy(CatalogEntry policy) {
    var parts = policy.definition().split(" ", 3);
    return "CREATE POLICY %s ON %s AS %s FOR %s %s"
        .formatted(
            SqlName.last(policy.name()),
            SqlName.parent(policy.name()),
            parts[0],
            parts[1],
            parts[2]);
  }

  private static List<String> index(String name, CatalogEntry before, CatalogEntry after) {
    var old = StatisticsTargets.of(before.definition()).values();
    var wanted = StatisticsTargets.of(after.definition()).values();
    var statements = new ArrayList<String>();
    var columns = new TreeSet<>(old.keySet());
    columns.addAll(wanted.keySet());
    for (var column : columns) {
      if (!Objects.equals(old.get(column), wanted.get(column))) {
        statements.add(
            "ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s"
                .formatted(name, column, wanted.getOrDefault(column, "-1")));
      }
    }
    return statements;
  }

  private static List<String> statistics(CatalogChange change) {
    var name = change.key().name();
    var statements = new ArrayList<String>();
    var before = change.before().map(it -> StatisticsTargets.of(it.definition()));
    var after = change.after().map(it -> StatisticsTargets.of(it.definition()));
    var create = after.map(StatisticsTargets::rest);
    if (!before.map(StatisticsTargets::rest).equals(create)) {
      statements.addAll(leaf(create, change, "DROP STATISTICS " + name));
    }
    after.ifPresent(
        it ->
            statements.add(
                "ALTER STATISTICS %s SET STATISTICS %s"
                    .formatted(name, it.values().getOrDefault("", "-1"))));
    return statements;
  }

  private static boolean both(CatalogChange change) {
    return change.before().isPresent() && change.after().isPresent();
  }

  /** The library leaves out comments of some kinds, and that of schema public. */
  private static List<String> comment(CatalogChange change) {
    var name = change.key().name();
    var text =
        change.after().map(it -> SqlQuoting.literal(it.definition()).strip()).orElse(initial(name));
    return List.of("COMMENT ON " + commented(name) + " IS " + text);
  }

  /** The comment that something has when nobody has given it one. */
  private static String initial(String name) {
    return name.equals("schema public") ? "'standard public schema'" : "NULL";
  }

  /** Kind and identity as {@code COMMENT ON} has them. */
  private static String commented(String name) {
    for (var kind : OF_TABLES) {
      if (name.startsWith(kind + " ")) {
        var identity = name.substring(kind.length() + 1);
        return "%s %s ON %s"
            .formatted(
                kind.toUpperCase(Locale.ROOT), SqlName.last(identity), SqlName.parent(identity));
      }
    }
    for (var relation :
        List.of("table", "view", "materialized view", "foreign table", "composite type")) {
      if (name.startsWith(relation + " column ")) {
        return "COLUMN " + name.substring((relation + " column ").length());
      }
    }
    return kindWords(name);
  }

  /** Kinds of several words come before those of one. */
  private static String kindWords(String name) {
    return CommentKinds.find(name)
        .map(it -> it.toUpperCase(Locale.ROOT) + name.substring(it.length()))
        .orElse(name);
  }

  private static List<String> column(String name, CatalogEntry before, CatalogEntry after) {
    var statements = new ArrayList<String>();
    var column =
        "ALTER TABLE " + SqlName.parent(name) + " ALTER COLUMN " + SqlName.last(name) + " ";
    var old = Lines.of(before);
    var wanted = Lines.of(after);
    var type = wanted.first() + wanted.find("COLLATE ").map(it -> " " + it).orElse("");
    if (!old.find("COLLATE ").equals(wanted.find("COLLATE "))) {
      statements.add(column + "TYPE " + type);
    }
    if (old.has("NOT NULL") != wanted.has("NOT NULL")) {
      statements.add(column + (wanted.has("NOT NULL") ? "SET" : "DROP") + " NOT NULL");
    }
    if (!old.find("STORAGE ").equals(wanted.find("STORAGE "))) {
      var storage =
          wanted
              .find("STORAGE ")
              .map(it -> it.charAt("STORAGE ".length()))
              .orElseGet(
                  () -> old.find("STORAGE ").map(it -> it.charAt(it.length() - 1)).orElseThrow());
      statements.add(column + "SET STORAGE " + storage(storage));
    }
    return statements;
  }

  private static List<String> table(String name, CatalogEntry before, CatalogEntry after) {
    var identity = Lines.of(after).find("REPLICA IDENTITY ");
    return Lines.of(before).find("REPLICA IDENTITY ").equals(identity)
            || identity.filter(it -> it.endsWith(" GONE")).isPresent()
        ? List.of()
        : List.of("ALTER TABLE " + name + " " + identity.orElse("REPLICA IDENTITY DEFAULT"));
  }

  /** With a restart, because the present value may be out of the new bounds. */
  private static List<String> sequence(String name, CatalogEntry after) {
    return SequenceText.options(after.definition())
        .map(it -> "ALTER SEQUENCE " + name + " " + it + " RESTART")
        .stream()
        .toList();
  }

  /** The lines of a definition. */
  private record Lines(List<String> all) {
    static Lines of(CatalogEntry entry) {
      return new Lines(entry.definition().lines().toList());
    }

    String first() {
      return all.isEmpty() ? "" : all.getFirst();
    }

    boolean has(String line) {
      return all.contains(line);
    }

    Optional<String> find(String beginning) {
      Predicate<String> begins = it -> it.startsWith(beginning);
      return all.stream().filter(begins).findFirst();
    }
  }

  private static String storage(char letter) {
    return switch (letter) {
      case 'p' -> "PLAIN";
      case 'e' -> "EXTERNAL";
      case 'm' -> "MAIN";
      default -> "EXTENDED";
    };
  }
}
