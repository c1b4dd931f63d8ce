package dev.schemamigration.migration.api;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import java.util.List;
import java.util.Objects;

/**
 * Everything the pass needs, resolved: no reference to a cluster is left in it.
 *
 * @param requester who asks
 * @param bundle the revision files
 * @param database where
 * @param goal whereto
 * @param parameters values for the changelogs
 * @param rules what is permitted
 * @param execution how
 * @param adoption whether another tool's history is taken over
 */
public record Request(
    Requester requester,
    Bundle bundle,
    ConnectionSettings database,
    Goal goal,
    List<Parameter> parameters,
    PolicyRules rules,
    Execution execution,
    Adoption adoption) {

  /** Whether another tool's history is taken over. */
  public enum Adoption {
    /** Yes, when there is none of our own. */
    AUTO,
    /** No: it is not looked at. */
    NEVER
  }

  public Request {
    Objects.requireNonNull(requester);
    Objects.requireNonNull(bundle);
    Objects.requireNonNull(database);
    Objects.requireNonNull(goal);
    Objects.requireNonNull(rules);
    Objects.requireNonNull(execution);
    Objects.requireNonNull(adoption);
    parameters = List.copyOf(parameters);
  }
}
