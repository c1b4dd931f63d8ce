package dev.schemamigration.operator.spec;

import dev.schemamigration.migration.reason.Fault;
import java.util.Optional;
import java.util.function.Supplier;

/** A validated part of a spec: either its value or its fault. */
record Validated<T>(Optional<T> value, Optional<Fault> fault) {
  Validated {
    if (value.isPresent() == fault.isPresent()) {
      throw new IllegalArgumentException("either a value or a fault");
    }
  }

  static <T> Validated<T> of(Supplier<T> reading) {
    try {
      return new Validated<>(Optional.of(reading.get()), Optional.empty());
    } catch (UnusableSpecException e) {
      return new Validated<>(Optional.empty(), Optional.of(e.fault()));
    }
  }

  /** The value of a part that has no fault. */
  T get() {
    return value.orElseThrow();
  }
}
