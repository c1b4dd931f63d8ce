package dev.schemamigration.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the real Alembic about many histories in one process. Some of its answers depend on the seed
 * of Python's hashes, where a revision has several dependencies: it is asked with several.
 */
public final class AlembicAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROGRAM = Path.of("src/test/resources/alembic/answers.py");

  private AlembicAnswers() {}

  /**
   * The answers to each history, one for each seed.
   *
   * @param folder for the questions
   * @param histories as {@code answers.py} reads them
   */
  public static List<List<JsonNode>> to(Path folder, List<?> histories, int seeds) {
    try {
      var questions = folder.resolve("questions.json");
      JSON.writeValue(questions.toFile(), histories);
      var answers = new ArrayList<List<JsonNode>>();
      histories.forEach(it -> answers.add(new ArrayList<>()));
      for (var seed = 0; seed < seeds; seed++) {
        var found = JSON.readTree(ask(questions, seed));
        for (var i = 0; i < histories.size(); i++) {
          answers.get(i).add(found.get(i));
        }
      }
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ask(Path questions, int seed) throws IOException {
    var python = RealTool.ALEMBIC.executable().resolveSibling("python");
    if (!Files.isExecutable(python)) {
      throw new AssertionError("there is no python beside " + RealTool.ALEMBIC.executable());
    }
    var builder = new ProcessBuilder(python.toString(), PROGRAM.toString(), questions.toString());
    builder.environment().put("PYTHONHASHSEED", Integer.toString(seed));
    var result = ProgramResult.toEnd(builder);
    if (result.exitCode() != 0) {
      throw new AssertionError(result.err());
    }
    return result.out();
  }
}
