package dev.schemamigration.operator.spec;

import dev.schemamigration.migration.reason.Fault;
import java.util.Optional;
import java.util.function.Supplier;

/** A part of a spec that was read, or why it cannot be used: exactly one of the two is there. */
record Validated<T>(Optional<T> value, Optional<Fault> fault) {
  Validated {
    if (value.isPresent() == fault.isPresent()) {
      throw new IllegalArgumentException("a value or a fault, not both and not none");
    }
  }

  static <T> Validated<T> at(Supplier<T> reading) {
    try {
      return new Validated<>(Optional.of(reading.get()), Optional.empty());
    } catch (UnusableSpecException e) {
      return new Validated<>(Optional.empty(), Optional.of(e.fault()));
    }
  }

  /** The value, where it is known that there is no fault. */
  T get() {
    return value.orElseThrow();
  }
}
