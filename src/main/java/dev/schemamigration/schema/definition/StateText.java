package dev.schemamigration.schema.definition;

import java.util.regex.Pattern;

/**
 * The definition of a trigger or a rule in the catalog, whose last word says when it is active.
 *
 * @param create creates it
 * @param state what {@code ALTER TABLE} says for that
 */
public record StateText(String create, String state) {
  private static final Pattern FORM =
      Pattern.compile("(?<create>.*?);?(?: (?<state>DISABLED|REPLICA|ALWAYS))?", Pattern.DOTALL);

  /** Takes a definition apart. */
  public static StateText of(String definition) {
    var parts = FORM.matcher(definition);
    if (!parts.matches()) {
      throw new IllegalStateException("no text: " + definition);
    }
    var state = parts.group("state");
    return new StateText(
        parts.group("create"),
        state == null ? "ENABLE" : state.equals("DISABLED") ? "DISABLE" : "ENABLE " + state);
  }
}
