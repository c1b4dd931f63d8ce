package dev.schemamigration.operator.state;

import dev.schemamigration.operator.spec.ResolvedSpec;
import java.util.Objects;

/**
 * Which state of a spec, and of what it refers to, a status was made from.
 *
 * @param fingerprint of all of it
 * @param inputs the same without credentials
 */
public record ShownSpec(String fingerprint, String inputs) {
  public ShownSpec {
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(inputs);
  }

  static ShownSpec of(ResolvedSpec spec) {
    return new ShownSpec(spec.fingerprint(), spec.inputs());
  }

  /**
   * Whether the status no longer holds for a spec. New credentials leave the database as it was,
   * and may be all that a stalled resource was waiting for.
   */
  public boolean isOutdatedBy(ResolvedSpec spec, boolean stalled) {
    return stalled ? !fingerprint.equals(spec.fingerprint()) : !inputs.equals(spec.inputs());
  }
}
