package dev.schemamigration.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator as its container starts it, inside a memory limit: of the kernel where this user may
 * set one, else one that the JVM is told of and that is checked.
 */
public final class LimitedOperator implements AutoCloseable {
  private final long bytes;
  private final Optional<MemoryLimit> limit;
  private final OperatorProcess process;

  private LimitedOperator(long bytes, Optional<MemoryLimit> limit, OperatorProcess process) {
    this.bytes = bytes;
    this.limit = limit;
    this.process = process;
  }

  /** Starts it, and waits until it is ready. */
  public static LimitedOperator start(Cluster cluster, long bytes, Map<String, String> settings) {
    var limit = MemoryLimit.of(bytes);
    var command = ContainerImage.command();
    var environment = new HashMap<>(ContainerImage.environment());
    environment.put("POD_NAMESPACE", Cluster.SYSTEM);
    environment.put("SCHEMA_MIGRATION_LEADER_ELECTION", "true");
    environment.putAll(settings);
    var process =
        OperatorProcess.launch(
            limit.map(it -> it.around(command)).orElseGet(() -> told(command, bytes)),
            cluster.kubeconfig(),
            environment);
    var operator = new LimitedOperator(bytes, limit, process);
    Runtime.getRuntime().addShutdownHook(new Thread(operator::close));
    process.awaitReady();
    return operator;
  }

  public OperatorProcess process() {
    return process;
  }

  /** Fails unless it has stayed within its limit until now. */
  public void check() {
    if (limit.isPresent() && limit.get().hasKilled()) {
      throw new IllegalStateException("the kernel has ended the operator for its memory");
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("the operator has ended: " + process.log());
    }
    // A group is not charged for pages of files that others have read before.
    var peak = ProcessStatistics.of(process.pid()).peakKb();
    if (limit.isEmpty() && peak > bytes / 1024) {
      throw new IllegalStateException(
          "the operator had %d kB resident, more than its limit of %d kB"
              .formatted(peak, bytes / 1024));
    }
  }

  /** How the limit is held, for people. */
  public String limit() {
    return "%d MiB, %s"
        .formatted(
            bytes >> 20,
            limit.isPresent()
                ? "a control group"
                : "checked by what is resident: this user may make no control group");
  }

  @Override
  public void close() {
    process.kill();
    limit.ifPresent(MemoryLimit::close);
  }

  private static List<String> told(List<String> command, long bytes) {
    var told = new ArrayList<>(command);
    told.add(1, "-XX:MaxRAM=" + bytes);
    return told;
  }
}
