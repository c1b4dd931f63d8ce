package dev.schemamigration.operator.work;

import java.util.Objects;

/**
 * On whose account a task runs.
 *
 * @param namespace of the resource
 * @param server that the task talks to: host and port
 */
public record Owner(String namespace, String server) {
  public Owner {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(server);
  }
}
