package dev.schemamigration.source.file;

import dev.schemamigration.source.fault.FileLocation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises changelogs, and headers at a wrong position, without parsing the whole file. */
public final class ChangelogSniffer {
  private static final Pattern LATE_KEY =
      Pattern.compile("\\s*(?:--|#|<!--)\\s*(revision|down_revision)\\s*:.*");
  private static final String ROOT = "databaseChangeLog";

  private ChangelogSniffer() {}

  /**
   * Whether a YAML, XML or JSON file is a revision. It is not when it is no changelog, or one that
   * only includes others: such a master changelog is for Liquibase's own tools.
   *
   * @param hasHeader whether it has a revision header, which makes it a revision in any case
   */
  public static boolean isRevision(
      FileLocation location, RevisionFormat format, String content, boolean hasHeader) {
    var text = withoutComments(format, content);
    var root = root(format, text);
    if (root.isEmpty()) {
      if (hasHeader || names(format, text, "changeSet")) {
        throw location.fault(
            "is no changelog: it has no \"%s\"".formatted(ROOT), "put its changeSets below one");
      }
      return false;
    }
    if (!root.get().equals(ROOT)) {
      throw location.fault(
          "begins with \"%s\"".formatted(root.get()), "write \"%s\"".formatted(ROOT));
    }
    return hasHeader
        || names(format, text, "changeSet")
        || !(names(format, text, "include") || names(format, text, "includeAll"));
  }

  /** Rejects a header below the top comment of a file that has no header at the top. */
  public static void refuseLateHeader(FileLocation location, List<String> lines, int top) {
    for (var i = top - 1; i < lines.size(); i++) {
      var late = LATE_KEY.matcher(lines.get(i));
      if (late.matches()) {
        throw location.fault(
            i + 1,
            "\"%s:\" stands below the top comment and is not read".formatted(late.group(1)),
            "move the header to the top of the file");
      }
    }
  }

  private static String withoutComments(RevisionFormat format, String content) {
    return format == RevisionFormat.XML
        ? withoutXmlComments(content)
        : content.replaceAll("(?m)^[ \\t]*#.*$", "");
  }

  private static String withoutXmlComments(String content) {
    var kept = new StringBuilder();
    var from = 0;
    for (var open = content.indexOf("<!--"); open >= 0; open = content.indexOf("<!--", from)) {
      var close = content.indexOf("-->", open + 4);
      if (close < 0) {
        break;
      }
      kept.append(content, from, open);
      from = close + 3;
    }
    return kept.append(content.substring(from)).toString();
  }

  private static Optional<String> root(RevisionFormat format, String text) {
    var pattern =
        format == RevisionFormat.XML
            ? "<(?:\\w+:)?(databasechangelog)[\\s>/]"
            : "(?m)^[ \\t{]*[\"']?(databasechangelog)[\"']?\\s*:";
    var found = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static boolean names(RevisionFormat format, String text, String node) {
    var pattern =
        format == RevisionFormat.XML
            ? "<(?:\\w+:)?" + node + "[\\s>/]"
            : "(?<![\\w.-])[\"']?" + node + "[\"']?\\s*:";
    return Pattern.compile(pattern).matcher(text).find();
  }
}
