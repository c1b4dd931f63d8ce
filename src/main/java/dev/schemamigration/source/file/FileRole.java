package dev.schemamigration.source.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The purpose of a file of a source, by its path. */
public enum FileRole {
  /** At the top level, with the extension of a changelog: a revision unless its content differs. */
  CHANGELOG,
  /** The template of new revisions. */
  TEMPLATE,
  /** At the top level, beside a revision: what has to be true after it. */
  VERIFICATION,
  /** A file that changelogs may refer to. */
  RESOURCE,
  /** Not read. */
  IGNORED;

  private static final Pattern README = Pattern.compile("(?i)readme(\\..*)?");

  public static final String TEMPLATE_NAME = "template.sql";

  private static final String VERIFICATION_END = ".verify.sql";

  /** The name of the verification beside a revision file: its own with another ending. */
  public static String verificationOf(String revisionPath) {
    return revisionPath.substring(0, revisionPath.lastIndexOf('.')) + VERIFICATION_END;
  }

  public static FileRole of(String path) {
    if (Arrays.stream(path.split("/")).anyMatch(FileRole::isIgnored)) {
      return IGNORED;
    }
    if (path.equals(TEMPLATE_NAME)) {
      return TEMPLATE;
    }
    if (path.indexOf('/') < 0 && path.toLowerCase(Locale.ROOT).endsWith(VERIFICATION_END)) {
      return VERIFICATION;
    }
    return path.indexOf('/') < 0 && RevisionFormat.of(path).isPresent() ? CHANGELOG : RESOURCE;
  }

  /** Whether it is hidden (as are the links of a mounted ConfigMap) or added by a file system. */
  public static boolean isIgnored(String name) {
    return name.startsWith(".") || name.equals("lost+found") || README.matcher(name).matches();
  }
}
