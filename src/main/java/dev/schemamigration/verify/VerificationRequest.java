package dev.schemamigration.verify;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is to be verified, and how.
 *
 * @param bundle the directory
 * @param parameters values for its changelogs
 * @param filter contexts and labels of the changesets that count
 * @param execution limits of each run
 * @param range which revisions
 * @param sample how many rows each table gets
 * @param acceptedLoss ids of revisions that may lose rows or values
 * @param acceptedIntervention ids of revisions that a crash may leave to a person
 * @param ownServer whether the server is there for this alone, its roles included
 * @param requester is recorded in the scratch databases
 * @param names setting names of the shell, for messages
 */
public record VerificationRequest(
    Bundle bundle,
    List<Parameter> parameters,
    ChangesetFilter filter,
    Execution execution,
    VerifiedRange range,
    int sample,
    Set<String> acceptedLoss,
    Set<String> acceptedIntervention,
    boolean ownServer,
    Requester requester,
    SettingNames names) {
  public VerificationRequest {
    Objects.requireNonNull(bundle);
    parameters = List.copyOf(parameters);
    Objects.requireNonNull(filter);
    Objects.requireNonNull(execution);
    Objects.requireNonNull(range);
    acceptedLoss = Set.copyOf(acceptedLoss);
    acceptedIntervention = Set.copyOf(acceptedIntervention);
    Objects.requireNonNull(requester);
    Objects.requireNonNull(names);
  }

  /** A run of the directory on a scratch database. */
  public Request run(ConnectionSettings database, Goal goal) {
    return new Request(
        requester,
        bundle,
        database,
        goal,
        parameters,
        filter,
        PolicyRules.PERMISSIVE,
        execution,
        Request.Adoption.NEVER,
        names);
  }
}
