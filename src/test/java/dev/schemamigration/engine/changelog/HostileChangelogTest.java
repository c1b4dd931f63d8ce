package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.testing.HostileFolder;
import dev.schemamigration.testing.Trap;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileChangelogTest {
  private final Map<String, String> expected = HostileFolder.expected();
  private final Trap trap = new Trap();

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.HostileFolder#names")
  void noDatabaseIsNeededToRefuseAnAttack(String name) {
    var message = trap.withoutBait(attempt(name));

    assertThat(trap.sprung()).isEmpty();
    assertThat(expected.get(name)).endsWith(": " + message);
  }

  private String attempt(String name) {
    try {
      var bundle = BundleReader.read("test", HostileFolder.source(name, trap));
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
    trap.close();
  }
}
