package dev.schemamigration.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.engine.fault.ChangelogLocation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import liquibase.changelog.ChangeLogParameters;
import org.junit.jupiter.api.Test;

class ChangelogParametersTest {
  /** Liquibase's class copies them, a hundred objects and more for each changelog. */
  @Test
  void holdNothingOfTheEnvironmentAndTheSystemProperties() throws Exception {
    var location = new ChangelogLocation("0001_table.sql");
    try (var budget = new PassBudget(Room.UNLIMITED, "shop", Optional::empty);
        var spending = budget.spend(location)) {
      var parameters =
          new ChangelogParameters(
              location, List.of(), Optional.empty(), name -> Optional.empty(), spending);

      assertThat(elements(new ChangeLogParameters())).isPositive();
      assertThat(elements(parameters)).isZero();
    }
  }

  private static int elements(ChangeLogParameters parameters) throws IllegalAccessException {
    int elements = 0;
    var collections =
        Stream.of(ChangeLogParameters.class.getDeclaredFields())
            .filter(it -> Collection.class.isAssignableFrom(it.getType()))
            .toList();
    for (var field : collections) {
      field.setAccessible(true);
      elements += ((Collection<?>) field.get(parameters)).size();
    }
    return elements;
  }
}
