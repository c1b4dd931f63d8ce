package dev.schemamigration.database.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.schemamigration.operator.spec.SpecFieldNames;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts what the author of a resource reads about connection data that cannot be used. */
final class RefusalAssert {
  private RefusalAssert() {}

  static AbstractStringAssert<?> assertThatRefusalOf(ThrowingCallable reading) {
    return assertThat(refused(reading).fault().message(SpecFieldNames.INSTANCE));
  }

  static ConnectionException refused(ThrowingCallable reading) {
    return catchThrowableOfType(ConnectionException.class, reading);
  }
}
