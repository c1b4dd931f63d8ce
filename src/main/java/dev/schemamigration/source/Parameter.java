package dev.schemamigration.source;

import java.util.Objects;

/**
 * A value for <code>${name}</code> in changelogs.
 *
 * @param name between the braces
 * @param value the text that is substituted
 * @param secret whether the value comes from a Secret and must never be shown or stored
 */
public record Parameter(String name, String value, boolean secret) {
  public Parameter {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return name + "=" + (secret ? "[secret]" : value);
  }
}
