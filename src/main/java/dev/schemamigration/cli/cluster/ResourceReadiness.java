package dev.schemamigration.cli.cluster;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.migration.readiness.Readiness;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looks whether a database has what a target names, in the status of its resource. */
public final class ResourceReadiness {
  private ResourceReadiness() {}

  /**
   * Looks.
   *
   * @param declared the revisions of the source; those of none where it is not at hand
   * @param looking looks as often as it likes
   * @throws FailureException when no cluster is named, or it refuses the credentials
   * @throws RevisionException when the target means nothing, or several revisions
   */
  public static Readiness of(
      ResourceOptions options,
      String target,
      RevisionGraph declared,
      Function<Supplier<Readiness>, Readiness> looking) {
    try (var client = new ResourceClient(options, options.name())) {
      return looking.apply(() -> look(client, target, declared));
    }
  }

  private static Readiness look(ResourceClient client, String target, RevisionGraph declared) {
    return switch (client.read()) {
      case Answer.Found found ->
          StatusReadiness.of(client.described(), found.resource(), target, declared);
      case Answer.NotNow notNow -> new Readiness.NotYet(notNow.why());
      case Answer.Never never ->
          throw new FailureException(
              new Failure(
                  ExitCode.FAILED,
                  never.reason(),
                  client.described() + " cannot be read: " + never.why()));
    };
  }
}
