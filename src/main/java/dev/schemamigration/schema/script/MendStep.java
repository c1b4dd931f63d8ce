package dev.schemamigration.schema.script;

import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    return statements;
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
      case "trigger" ->
          leaf(change, "DROP TRIGGER " + SqlName.last(name) + " ON " + SqlName.parent(name), "");
      case "statistics" -> leaf(change, "DROP STATISTICS " + name, "");
      case "sequence" -> both(change) ? sequence(name, change.after().get()) : List.of();
      default -> List.of();
    };
  }

  /** What is part of something else is made anew, as the server defines it. */
  private static List<String> leaf(CatalogChange change, String drop, String beginning) {
    var statements = new ArrayList<String>();
    change.before().ifPresent(it -> statements.add(drop));
    change
        .after()
        .map(
            it ->
                it.definition()
                    .replaceFirst(" (INHERITED|DISABLED|REPLICA|ALWAYS|STATISTICS \\d+)$", ""))
        .ifPresent(it -> statements.add(beginning + it));
    return statements;
  }

  private static boolean both(CatalogChange change) {
    return change.before().isPresent() && change.after().isPresent();
  }

  /** The library leaves out comments of some kinds, and that of schema public. */
  private static List<String> comment(CatalogChange change) {
    var text = change.after().map(it -> SqlQuoting.literal(it.definition()).strip()).orElse("NULL");
    return List.of("COMMENT ON " + commented(change.key().name()) + " IS " + text);
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
            || identity.filter("REPLICA IDENTITY INDEX"::equals).isPresent()
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
