package dev.schemamigration.migration.api;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The input of a pass, resolved: it holds values and no references to objects of a cluster.
 *
 * @param requester is recorded with every change
 * @param bundle the revision files
 * @param database the database to be migrated
 * @param goal the target
 * @param parameters values for the changelogs
 * @param filter contexts and labels of the changesets to be applied
 * @param rules the policy for the plan
 * @param execution transactions and limits
 * @param adoption whether another tool's history is taken over
 * @param names setting names of the requester's shell, for messages
 * @param claim the claim to own the database; empty for a requester that makes none
 */
public record Request(
    Requester requester,
    Bundle bundle,
    ConnectionSettings database,
    Goal goal,
    List<Parameter> parameters,
    ChangesetFilter filter,
    PolicyRules rules,
    Execution execution,
    Adoption adoption,
    SettingNames names,
    Optional<Claim> claim) {

  /** Whether another tool's history is adopted. */
  public enum Adoption {
    /** It is adopted when there are no tracking tables. */
    AUTO,
    /** It is ignored. */
    NEVER
  }

  /** A request that claims nothing. */
  public Request(
      Requester requester,
      Bundle bundle,
      ConnectionSettings database,
      Goal goal,
      List<Parameter> parameters,
      ChangesetFilter filter,
      PolicyRules rules,
      Execution execution,
      Adoption adoption,
      SettingNames names) {
    this(
        requester,
        bundle,
        database,
        goal,
        parameters,
        filter,
        rules,
        execution,
        adoption,
        names,
        Optional.empty());
  }

  public Request {
    Objects.requireNonNull(requester);
    Objects.requireNonNull(bundle);
    Objects.requireNonNull(database);
    Objects.requireNonNull(goal);
    Objects.requireNonNull(filter);
    Objects.requireNonNull(rules);
    Objects.requireNonNull(execution);
    Objects.requireNonNull(adoption);
    Objects.requireNonNull(names);
    Objects.requireNonNull(claim);
    parameters = List.copyOf(parameters);
  }
}
