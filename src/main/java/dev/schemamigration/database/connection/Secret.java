package dev.schemamigration.database.connection;

import java.util.Objects;

/** A text that is never printed: {@link #toString()} hides it, {@link #reveal()} returns it. */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = Objects.requireNonNull(text);
  }

  /** Wraps {@code text}. */
  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The text itself, for the driver and for {@code Redaction}. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
