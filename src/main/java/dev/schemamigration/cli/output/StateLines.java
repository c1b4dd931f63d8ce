package dev.schemamigration.cli.output;

import dev.schemamigration.migration.api.StateVerification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is true in a database of what its revisions ask for, as text and as an object. */
public final class StateLines {
  private StateLines() {}

  /** Whether all of it is true. */
  public static boolean passed(StateVerification.Done done) {
    return done.answers().stream().allMatch(it -> it.failure().isEmpty());
  }

  /** A line for each revision that asks for something, and one for the others. */
  public static List<String> of(StateVerification.Done done) {
    var lines = new ArrayList<String>();
    int silent = 0;
    for (var answer : done.answers()) {
      if (answer.failure().isPresent()) {
        lines.add("FAILED  " + answer.failure().get());
      } else if (answer.statements() > 0) {
        lines.add(
            "ok      revision %s: %d %s"
                .formatted(
                    answer.revision(),
                    answer.statements(),
                    answer.statements() == 1 ? "statement" : "statements"));
      } else {
        silent++;
      }
    }
    if (silent > 0) {
      lines.add(silent + " of " + done.answers().size() + " applied revisions have no .verify.sql");
    }
    return lines;
  }

  /** The same for programs. */
  public static Map<String, Object> document(StateVerification.Done done) {
    var document = new LinkedHashMap<String, Object>();
    document.put("passed", passed(done));
    document.put("database", JsonDocuments.database(done.database()));
    document.put(
        "revisions",
        done.answers().stream()
            .map(
                it -> {
                  var answer = new LinkedHashMap<String, Object>();
                  answer.put("revision", it.revision());
                  answer.put("statements", it.statements());
                  answer.put("failure", it.failure());
                  return answer;
                })
            .toList());
    return document;
  }
}
