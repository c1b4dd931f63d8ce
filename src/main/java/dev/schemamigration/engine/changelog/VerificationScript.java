package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.Refusal;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.engine.validation.StatementValidator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What has to be true after a revision: the statements of the file beside it.
 *
 * @param path of that file
 * @param text of it, in which the statements have their places
 */
public record VerificationScript(String path, String text, List<ScriptStatement> statements) {
  private static final Pattern SAVEPOINT =
      Pattern.compile("(?is)(?:savepoint|release|rollback)\\b.*");

  public VerificationScript {
    Objects.requireNonNull(path);
    Objects.requireNonNull(text);
    statements = List.copyOf(statements);
  }

  /**
   * Reads it.
   *
   * @throws dev.schemamigration.engine.fault.EngineException when a statement may not be in it
   */
  public static VerificationScript of(String path, byte[] content) {
    var decoded = new String(content, StandardCharsets.UTF_8);
    var text = decoded.startsWith("\ufeff") ? decoded.substring(1) : decoded;
    var script = new VerificationScript(path, text, ScriptSplitter.split(text, Delimiter.NONE));
    for (int number = 1; number <= script.statements().size(); number++) {
      var refusal = refusal(script.statements().get(number - 1));
      if (refusal.isPresent()) {
        throw new ChangelogLocation(path)
            .forbidden("statement " + number + " " + script.place(number), refusal.get());
      }
    }
    return script;
  }

  /** Where a statement is, as {@code (line 3)}. */
  public String place(int number) {
    int from = statements.get(number - 1).firstToken();
    return "(line " + (1 + text.substring(0, from).chars().filter(it -> it == '\n').count()) + ")";
  }

  private static Optional<Refusal> refusal(ScriptStatement statement) {
    return SAVEPOINT.matcher(statement.shape()).matches()
        ? Optional.of(
            new Refusal("a savepoint", "all of it runs in one that is rolled back; take it out"))
        : StatementValidator.refusal(new ExecutableStatement.Sql(statement), true);
  }
}
