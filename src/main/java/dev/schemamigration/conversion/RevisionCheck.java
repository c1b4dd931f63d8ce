package dev.schemamigration.conversion;

import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.engine.fault.ChangelogFault;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.offline.OfflineEngine;
import dev.schemamigration.engine.script.SqlScript;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.fault.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks that a written revision means what the migration meant: it is parsed as for a run, and its
 * statements are those of the scripts that it was made of, up and down.
 */
final class RevisionCheck implements AutoCloseable {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]*)}");

  private final OfflineEngine engine =
      new OfflineEngine(new PassBudget(Room.UNLIMITED, "", Optional::empty));

  /**
   * Returns what is wrong with a file; empty when nothing is.
   *
   * @param parameters whether its references are parameters
   */
  Optional<String> flaw(
      String name, String file, SqlScript up, Optional<SqlScript> down, boolean parameters) {
    try {
      var bundle = BundleReader.read("import", Map.of(name, file.getBytes(StandardCharsets.UTF_8)));
      var parsed =
          engine.parse(
              bundle,
              bundle.files().getFirst(),
              parameters ? asTheyAre(file) : List.of(),
              Selection.of(ChangesetFilter.NONE),
              ParsePurpose.UPGRADE);
      var applied = engine.upgradeSql(parsed).stream().map(SqlScript::meaning).toList();
      boolean same =
          applied.equals(up.meanings()) || up.isEmpty() && applied.equals(List.of("SELECT 1"));
      if (!same) {
        return Optional.of("what applies it would not be read as it is written");
      }
      if (down.filter(it -> !it.isEmpty()).isPresent()
          && !engine.downgradeSql(parsed).stream()
              .map(SqlScript::meaning)
              .toList()
              .equals(down.get().meanings())) {
        return Optional.of("what undoes it would not be read as it is written");
      }
      return Optional.empty();
    } catch (EngineException e) {
      return Optional.of(e.fault().message(SettingNames.NEUTRAL));
    } catch (SourceException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Returns why a file that is a revision already cannot be one; empty when it can.
   *
   * @param resources that it may refer to
   */
  Optional<String> flaw(String name, String file, Map<String, String> resources) {
    var files = new HashMap<String, byte[]>();
    resources.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    files.put(name, file.getBytes(StandardCharsets.UTF_8));
    try {
      var bundle = BundleReader.read("import", files);
      engine.parse(
          bundle,
          bundle.files().getFirst(),
          List.of(),
          Selection.of(ChangesetFilter.NONE),
          ParsePurpose.UPGRADE);
      return Optional.empty();
    } catch (EngineException e) {
      return e.fault() instanceof ChangelogFault.MissingParameters
          ? Optional.empty()
          : Optional.of(e.fault().message(SettingNames.NEUTRAL));
    } catch (SourceException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Each parameter with its own reference as its value. */
  private static List<Parameter> asTheyAre(String file) {
    return REFERENCE
        .matcher(file)
        .results()
        .map(it -> it.group(1))
        .distinct()
        .map(it -> new Parameter(it, "${" + it + "}", false))
        .toList();
  }

  /** The names of the parameters in a file. */
  static List<String> parameters(String file) {
    return asTheyAre(file).stream().map(Parameter::name).toList();
  }

  @Override
  public void close() {
    engine.close();
  }
}
