package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.testing.AttackDetector;
import dev.schemamigration.testing.HostileChangelogs;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileChangelogTest {
  private final Map<String, String> expected = HostileChangelogs.expected();
  private final AttackDetector detector = new AttackDetector();

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.HostileChangelogs#names")
  void noDatabaseIsNeededToRefuseAnAttack(String name) {
    var message = detector.withoutValues(attempt(name));

    assertThat(detector.detected()).isEmpty();
    assertThat(expected.get(name)).endsWith(": " + message);
  }

  private String attempt(String name) {
    try {
      var bundle = BundleReader.read("test", HostileChangelogs.source(name, detector));
      Changelogs.parse(bundle.files().getFirst(), bundle.resources());
      return "it was parsed";
    } catch (EngineException e) {
      return e.fault().message(SpecFieldNames.INSTANCE);
    } catch (SourceException e) {
      return e.getMessage();
    }
  }

  @AfterAll
  void closeTheTrap() throws IOException {
    detector.close();
  }
}
