package dev.schemamigration.source.authoring;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The readable part of a file name, by Alembic's rule: the words of the message. */
final class Slug {
  private static final int MAX_LENGTH = 40;
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

  private Slug() {}

  /** The slug of a message; a longer one is cut after a word and ends with an underscore. */
  static String of(String message) {
    var slug =
        WORD.matcher(message)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining("_"))
            .toLowerCase(Locale.ROOT);
    if (slug.length() <= MAX_LENGTH) {
      return slug;
    }
    var cut = slug.substring(0, MAX_LENGTH);
    var underscore = cut.lastIndexOf('_');
    return (underscore < 0 ? cut : cut.substring(0, underscore)) + "_";
  }
}
