package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;

/** How a plan is executed: its transactions and its time limits. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExecutionSpec(
    @JsonPropertyDescription(
            "What commits together: each Revision by itself, or the whole Plan or nothing.")
        @Default("Revision")
        String transaction,
    @JsonPropertyDescription(
            "How long a statement may wait for a lock before its transaction steps back, lets"
                + " others pass and is tried again; 0s waits for ever.")
        @Default("3s")
        @Pattern(SchemaMigrationSpec.DURATION)
        @Size(max = 32)
        String lockTimeout,
    @JsonPropertyDescription("How long a statement may run; 0s for ever.")
        @Default("0s")
        @Pattern(SchemaMigrationSpec.DURATION)
        @Size(max = 32)
        String statementTimeout,
    @JsonPropertyDescription(
            "How long a migration may take, with all its waiting and trying again; then it stalls.")
        @Default("1h")
        @Pattern(SchemaMigrationSpec.INTERVAL)
        @Size(max = 32)
        String deadline) {

  /** Sets the schema's defaults, for a spec that no API server has defaulted. */
  public ExecutionSpec {
    transaction = Objects.requireNonNullElse(transaction, "Revision");
    lockTimeout = Objects.requireNonNullElse(lockTimeout, "3s");
    statementTimeout = Objects.requireNonNullElse(statementTimeout, "0s");
    deadline = Objects.requireNonNullElse(deadline, "1h");
  }

  /** The value of an absent {@code spec.execution}. */
  public static ExecutionSpec defaults() {
    return new ExecutionSpec(null, null, null, null);
  }
}
