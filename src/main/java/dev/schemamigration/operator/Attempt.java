package dev.schemamigration.operator;

import dev.schemamigration.migration.reason.Fault;
import java.util.Optional;
import java.util.function.Supplier;

/** A part of a spec that was read, or why it cannot be used: exactly one of the two is there. */
record Attempt<T>(Optional<T> value, Optional<Fault> fault) {
  Attempt {
    if (value.isPresent() == fault.isPresent()) {
      throw new IllegalArgumentException("a value or a fault, not both and not none");
    }
  }

  static <T> Attempt<T> at(Supplier<T> reading) {
    try {
      return new Attempt<>(Optional.of(reading.get()), Optional.empty());
    } catch (UnusableSpecException e) {
      return new Attempt<>(Optional.empty(), Optional.of(e.fault()));
    }
  }

  /** The value, where it is known that there is no fault. */
  T get() {
    return value.orElseThrow();
  }
}
