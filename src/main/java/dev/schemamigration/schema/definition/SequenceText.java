package dev.schemamigration.schema.definition;

import java.util.Optional;
import java.util.regex.Pattern;

/** Turns the definition of a sequence in the catalog into the options of {@code ALTER SEQUENCE}. */
public final class SequenceText {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:UNLOGGED )?(?<type>\\w+) START (?<start>-?\\d+) INCREMENT (?<increment>-?\\d+)"
              + " MIN (?<min>-?\\d+) MAX (?<max>-?\\d+) CACHE (?<cache>\\d+)(?<cycle> CYCLE)?.*",
          Pattern.DOTALL);

  private SequenceText() {}

  /** The options; empty where it is not the definition of a sequence. */
  public static Optional<String> options(String definition) {
    var parts = FORM.matcher(definition);
    return parts.matches()
        ? Optional.of(
            "AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s"
                .formatted(
                    parts.group("type"),
                    parts.group("increment"),
                    parts.group("min"),
                    parts.group("max"),
                    parts.group("start"),
                    parts.group("cache"),
                    parts.group("cycle") == null ? "NO CYCLE" : "CYCLE"))
        : Optional.empty();
  }
}
