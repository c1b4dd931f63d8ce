package dev.schemamigration.conversion;

import dev.schemamigration.revision.Revision;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a revision as a file of formatted SQL. Pure.
 *
 * @param revision its node
 * @param tool author of the changeset
 * @param up SQL that applies it
 * @param down SQL that undoes it; absent where nothing does
 * @param transactional whether it is one transaction
 * @param parameters whether <code>${name}</code> is a parameter, and not a text
 */
record RevisionText(
    Revision revision,
    String tool,
    String up,
    Optional<String> down,
    boolean transactional,
    boolean parameters) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?=[^${}]*})");

  /** The whole file. */
  String file(boolean upIsEmpty, boolean downIsEmpty) {
    var file = new StringBuilder("--liquibase formatted sql\n");
    if (!revision.message().isEmpty()) {
      file.append("-- message: ").append(revision.message()).append("\n--\n");
    }
    file.append("-- revision: ").append(revision.id()).append('\n');
    key(file, "down_revision", String.join(", ", revision.downRevisions()));
    key(file, "branch_labels", String.join(", ", revision.branchLabels()));
    key(file, "depends_on", String.join(", ", revision.dependsOn()));
    if (upIsEmpty && downIsEmpty) {
      return file.toString();
    }
    file.append("\n--changeset ").append(tool).append(':').append(revision.id());
    if (!transactional) {
      file.append(" runInTransaction:false");
    }
    if ((up + down.orElse("")).indexOf('$') >= 0) {
      file.append(" splitStatements:false rollbackSplitStatements:false");
    }
    file.append('\n').append(upIsEmpty ? "SELECT 1;" : body(up)).append('\n');
    down.ifPresent(it -> rollback(file, it, downIsEmpty));
    return file.toString();
  }

  private static void key(StringBuilder file, String key, String value) {
    file.append("-- ").append(key).append(':').append(value.isEmpty() ? "" : " " + value);
    file.append('\n');
  }

  private void rollback(StringBuilder file, String sql, boolean empty) {
    if (empty) {
      file.append("--rollback empty\n");
    } else {
      body(sql).lines().forEach(it -> file.append("--rollback ").append(it).append('\n'));
    }
  }

  private String body(String sql) {
    var harmless = withoutBlankLines(HarmlessLines.of(sql));
    return parameters ? harmless : REFERENCE.matcher(harmless).replaceAll("\\${:");
  }

  private static String withoutBlankLines(String sql) {
    int from = 0;
    int begin = 0;
    for (int i = 0; i < sql.length() && Character.isWhitespace(sql.charAt(i)); i++) {
      from = i + 1;
      begin = sql.charAt(i) == '\n' ? i + 1 : begin;
    }
    return from == sql.length() ? "" : sql.substring(begin).stripTrailing();
  }
}
