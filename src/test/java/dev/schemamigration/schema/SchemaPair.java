package dev.schemamigration.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Two schemas, one to be made of the other.
 *
 * @param minServerVersion the first major version that has what they use
 * @param alone whether it changes what other pairs in the same database have too
 * @param renames of tables and columns, without their schema
 * @param said what is said in place of a revision; empty where one is written
 */
public record SchemaPair(
    String name,
    int minServerVersion,
    boolean alone,
    List<String> renames,
    List<String> said,
    String before,
    String after) {
  private static final Path FOLDER = Path.of("src/test/resources/schema-pairs");
  private static final Pattern FORM =
      Pattern.compile(
          "(?:-- server (?<server>\\d+)\n"
              + ")?(?<alone>-- alone\n"
              + ")?(?<renames>(?:-- rename .+\n"
              + ")*)(?<said>(?:-- says .+\n"
              + ")*)-- before\n"
              + "(?<before>.*)-- after\n"
              + "(?<after>.*)",
          Pattern.DOTALL);

  /** The schema in which a pair is when nothing else is said. */
  private static final Pattern PUBLIC = Pattern.compile("\\bpublic\\b");

  /** The pairs for which a revision is written, by name. */
  public static List<SchemaPair> all() {
    return in(FOLDER);
  }

  /** The pairs for which none can be proved. */
  public static List<SchemaPair> refused() {
    return in(FOLDER.resolve("refused"));
  }

  private static List<SchemaPair> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().map(SchemaPair::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SchemaPair read(Path file) {
    try {
      var parts = FORM.matcher(Files.readString(file));
      if (!parts.matches()) {
        throw new IllegalStateException(file + " is no pair");
      }
      return new SchemaPair(
          file.getFileName().toString().replace(".sql", ""),
          parts.group("server") == null ? 13 : Integer.parseInt(parts.group("server")),
          parts.group("alone") != null,
          lines(parts.group("renames"), "-- rename "),
          lines(parts.group("said"), "-- says "),
          parts.group("before"),
          parts.group("after"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(String text, String beginning) {
    return text.lines().map(it -> it.substring(beginning.length())).toList();
  }

  /** The same in a schema of its own, so that many pairs fit into one database. */
  public SchemaPair apart() {
    return new SchemaPair(
        name,
        minServerVersion,
        alone,
        renames.stream().map(it -> schema() + "." + it).toList(),
        said,
        apart(before),
        apart(after));
  }

  private String apart(String sql) {
    return "CREATE SCHEMA %1$s;\nSET search_path TO %1$s;\n%2$s\n"
        .formatted(schema(), PUBLIC.matcher(sql).replaceAll(schema()));
  }

  private String schema() {
    return "pair_" + name;
  }

  @Override
  public String toString() {
    return name;
  }
}
