package dev.schemamigration.conversion.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that a tool divides by comments into a part that applies and one that undoes.
 *
 * @param up the lines below the marker that says so
 * @param down absent without its marker
 * @param markers the texts of all markers, without the comment
 */
record SectionedFile(String up, Optional<String> down, List<String> markers) {
  /**
   * Divides a file.
   *
   * @param marker matches a line that is a marker; its first group is what it says
   */
  static SectionedFile of(String text, Pattern marker) {
    var up = new StringBuilder();
    var down = new StringBuilder();
    var markers = new ArrayList<String>();
    boolean inDown = false;
    boolean hasDown = false;
    for (var line : text.lines().toList()) {
      Matcher found = marker.matcher(line);
      if (found.matches()) {
        var said = found.group(1).strip();
        markers.add(said);
        var word = said.toLowerCase(Locale.ROOT);
        if (word.startsWith("down")) {
          inDown = true;
          hasDown = true;
        } else if (word.startsWith("up")) {
          inDown = false;
        }
      } else {
        (inDown ? down : up).append(line).append('\n');
      }
    }
    return new SectionedFile(
        up.toString(), hasDown ? Optional.of(down.toString()) : Optional.empty(), markers);
  }

  /** Whether one of the markers says that; in lower case. */
  boolean says(Pattern pattern) {
    return markers.stream().anyMatch(it -> pattern.matcher(it).find());
  }
}
