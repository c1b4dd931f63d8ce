package dev.schemamigration.source.file;

import java.util.Arrays;
import java.util.regex.Pattern;

/** What a file of a source is for, as its path tells. */
public enum FileRole {
  /** At the top, with the ending of a changelog: a revision unless its content says otherwise. */
  CHANGELOG,
  /** What a new revision starts from. */
  TEMPLATE,
  /** For changelogs to refer to. */
  RESOURCE,
  /** Not ours. */
  IGNORED;

  private static final Pattern README = Pattern.compile("(?i)readme(\\..*)?");

  public static final String TEMPLATE_NAME = "template.sql";

  public static FileRole of(String path) {
    if (Arrays.stream(path.split("/")).anyMatch(FileRole::isIgnored)) {
      return IGNORED;
    }
    if (path.equals(TEMPLATE_NAME)) {
      return TEMPLATE;
    }
    return path.indexOf('/') < 0 && RevisionFormat.of(path).isPresent() ? CHANGELOG : RESOURCE;
  }

  /** Hidden names, which include the links of a mounted ConfigMap, and what file systems add. */
  public static boolean isIgnored(String name) {
    return name.startsWith(".") || name.equals("lost+found") || README.matcher(name).matches();
  }
}
