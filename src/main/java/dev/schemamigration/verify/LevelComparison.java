package dev.schemamigration.verify;

import dev.schemamigration.plan.Step;
import dev.schemamigration.schema.model.ModelException;
import dev.schemamigration.schema.model.ModelScript;
import dev.schemamigration.schema.model.ModelStatement;
import dev.schemamigration.schema.model.SchemaModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a database with what the first upgrade made at the same level: by the catalog at each
 * level, and by the comparison library at as many as its time allows.
 */
final class LevelComparison {
  /** The library reads a schema as a whole. */
  private static final int MOST_MODELS = 30;

  private static final int MOST_OBJECTS = 2000;

  private final History history;
  private final Findings findings;
  private final Levels levels;
  private final int interval;
  private final Map<String, SchemaModel> models = new HashMap<>();
  private final Set<String> different = new HashSet<>();
  private final Map<Check, Integer> byCatalog = new EnumMap<>(Check.class);
  private final Map<Check, List<String>> byModel = new EnumMap<>(Check.class);

  LevelComparison(History history, Findings findings, Levels levels) {
    this.history = history;
    this.findings = findings;
    this.levels = levels;
    this.interval = Math.ceilDiv(Math.max(1, history.size()), MOST_MODELS);
  }

  /** The first upgrade is at a level. */
  void made(ScratchRun run, int level, String key) {
    var catalog = run.catalog();
    levels.put(key, catalog);
    if ((level % interval == 0 || level == history.size()) && catalog.size() <= MOST_OBJECTS) {
      run.model().ifPresent(it -> models.put(key, it));
    }
  }

  /** What an earlier step has left behind is not told again at every level below. */
  void compare(ScratchRun run, Check check, Step step) {
    var key = History.key(step.headsAfter());
    var expected = levels.find(key);
    if (expected.isEmpty()) {
      return;
    }
    byCatalog.merge(check, 1, Integer::sum);
    var what =
        check == Check.DOWNGRADE
            ? "its downgrade does not give the schema back"
            : "applied again it makes another schema";
    var all = expected.get().differences(run.catalog());
    var fresh = all.stream().filter(it -> different.add(it.toString())).toList();
    findings.addDifferences(check, step.revision(), what, fresh);
    var model = Optional.ofNullable(models.get(key));
    if (model.isPresent()) {
      var script = script(model.get(), run);
      script.ifPresent(
          it -> byModel.computeIfAbsent(check, any -> new ArrayList<>()).add(step.revision()));
      if (script.filter(it -> !it.isEmpty()).isPresent()
          && all.stream().allMatch(it -> it.onlyOrder())) {
        findings.add(
            Finding.failure(
                check,
                step.revision(),
                what + ", as the comparison library sees it: " + described(script.get())));
      }
    }
  }

  /** Empty where the library fails at it. */
  private static Optional<List<ModelStatement>> script(SchemaModel expected, ScratchRun run) {
    try {
      var now = run.model();
      return now.isPresent()
          ? Optional.of(new ModelScript(now.get(), expected).statements())
          : Optional.empty();
    } catch (ModelException e) {
      return Optional.empty();
    }
  }

  private static String described(List<ModelStatement> script) {
    var first = script.getFirst().sql().replaceAll("\\s+", " ").strip();
    return first + (script.size() > 1 ? " (and " + (script.size() - 1) + " more)" : "");
  }

  /** At which levels a check has compared, and by what. */
  void done(Check check) {
    int levels = byCatalog.getOrDefault(check, 0);
    var used = byModel.getOrDefault(check, List.of());
    var summary = "schema equal at " + levels + (levels == 1 ? " level" : " levels");
    if (levels > 0) {
      summary +=
          used.size() == levels
              ? ", by the comparison library too"
              : used.isEmpty()
                  ? ", by the catalog only"
                  : ", by the comparison library too at those of " + String.join(", ", used);
    }
    findings.done(check, summary);
  }
}
