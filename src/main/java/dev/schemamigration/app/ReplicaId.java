package dev.schemamigration.app;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies this process among all that ever ran: a container that is restarted in the same pod is
 * another replica, and so are two processes on one machine.
 *
 * @param name the host's name with a random suffix
 */
record ReplicaId(String name) {
  private static final int HOST_LIMIT = 100;

  static ReplicaId ofThisProcess() {
    var host =
        Optional.ofNullable(System.getenv("HOSTNAME"))
            .filter(it -> !it.isBlank())
            .orElse("schema-migration-operator");
    var suffix = UUID.randomUUID().toString().substring(0, 8);
    return new ReplicaId(host.substring(0, Math.min(HOST_LIMIT, host.length())) + "-" + suffix);
  }
}
