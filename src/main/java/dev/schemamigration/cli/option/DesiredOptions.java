package dev.schemamigration.cli.option;

import dev.schemamigration.autogenerate.DesiredSchema;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The schema that the migrations are to lead to. */
public final class DesiredOptions {
  @Option(
      names = "--desired",
      paramLabel = "FILE",
      description = "SQL that creates the desired schema in an empty database.")
  private @Nullable Path file;

  @Option(
      names = "--desired-url",
      paramLabel = "URL",
      description = "A database that has the desired schema, in a form of --database-url.")
  private @Nullable String url;

  /** Whether one is named. */
  public boolean given() {
    return file != null || url != null;
  }

  /**
   * It, if one is named.
   *
   * @throws FailureException when two are named, or the file cannot be read
   */
  public Optional<DesiredSchema> schema(OptionResolver inputs) {
    if (file != null && url != null) {
      throw new FailureException(
          Failure.usage("--desired and --desired-url name two schemas; leave one out"));
    }
    if (url != null) {
      return Optional.of(new DesiredSchema.Database(inputs.connection(url)));
    }
    return Optional.ofNullable(file).map(DesiredOptions::read);
  }

  private static DesiredSchema read(Path file) {
    try {
      return new DesiredSchema.Script(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new FailureException(
          Failure.usage("--desired: file " + file + " cannot be read; correct the path"));
    }
  }
}
