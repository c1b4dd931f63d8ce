package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The observed state of a resource's database. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SchemaMigrationStatus(
    @JsonPropertyDescription(
            "Generation of the resource that this status was computed from; -1 "
                + "before the first look.")
        Long observedGeneration,
    @JsonPropertyDescription(
            "Applied heads, joined by commas; base when nothing is applied. Kept "
                + "from the last look while the database cannot be reached.")
        @Nullable String currentRevision,
    @JsonPropertyDescription("Applied heads, one by one.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<String> heads,
    @JsonPropertyDescription(
            "What spec.target resolved to: revision ids joined by commas, or base.")
        @Nullable String targetRevision,
    @JsonPropertyDescription("How many revisions are still to be applied or undone.")
        @Nullable Integer pendingRevisions,
    @JsonPropertyDescription(
            "Which way the pending revisions go: Upgrade, Downgrade (something is "
                + "undone) or None.")
        @Nullable String direction,
    @JsonPropertyDescription("What is to run; absent when the database stands at the target.")
        @Nullable PlanStatus plan,
    @JsonPropertyDescription("Where the running migration is; absent when none runs.")
        @Nullable ProgressStatus progress,
    @JsonPropertyDescription("Sessions that hold a lock which the migration waits for.")
        List<BlockedByStatus> blockedBy,
    @JsonPropertyDescription("The latest migration.") @Nullable MigrationRecord lastMigration,
    @JsonPropertyDescription("The latest migrations, newest first, at most ten.")
        List<MigrationRecord> history,
    @JsonPropertyDescription("Which database answered.") @Nullable DatabaseStatus database,
    @JsonPropertyDescription(
            "The value of the annotation reconcile.fluxcd.io/requestedAt (or "
                + "schemamigration.dev/requestedAt) that was handled last.")
        @Nullable String lastHandledReconcileAt,
    @JsonPropertyDescription(
            "Conditions: Ready, one for each station of the way (SourceFetched, "
                + "DatabaseReachable, TargetResolved, PlanApproved, SchemaCurrent), and "
                + "Reconciling or Stalled while true.")
        List<Condition> conditions) {

  /** The status of a resource before its first reconciliation. */
  public static final SchemaMigrationStatus NONE =
      new SchemaMigrationStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  public SchemaMigrationStatus {
    observedGeneration = Objects.requireNonNullElse(observedGeneration, -1L);
    heads = heads == null ? null : List.copyOf(heads);
    blockedBy = List.copyOf(Objects.requireNonNullElse(blockedBy, List.of()));
    history = List.copyOf(Objects.requireNonNullElse(history, List.of()));
    conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
  }

  /** The condition of a type, if the resource has one. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }
}
