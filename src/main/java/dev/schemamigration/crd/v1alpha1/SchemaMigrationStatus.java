package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator reports. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SchemaMigrationStatus(
    @JsonPropertyDescription(
            "Generation of the resource that this status was computed from; -1 "
                + "before the first look.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Applied heads, joined by commas; base when nothing is applied. Kept "
                + "from the last look while the database cannot be reached.")
        @Nullable String currentRevision,
    @JsonPropertyDescription("Applied heads, one by one.") @Nullable List<String> heads,
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
        @Nullable List<BlockedByStatus> blockedBy,
    @JsonPropertyDescription("The latest migration.") @Nullable MigrationRecord lastMigration,
    @JsonPropertyDescription("The latest migrations, newest first, at most ten.")
        @Nullable List<MigrationRecord> history,
    @JsonPropertyDescription("Which database answered.") @Nullable DatabaseStatus database,
    @JsonPropertyDescription(
            "The value of the annotation reconcile.fluxcd.io/requestedAt (or "
                + "schemamigration.dev/requestedAt) that was handled last.")
        @Nullable String lastHandledReconcileAt,
    @JsonPropertyDescription(
            "Conditions: Ready, one for each station of the way (SourceFetched, "
                + "DatabaseReachable, TargetResolved, PlanApproved, SchemaCurrent), and "
                + "Reconciling or Stalled while true.")
        @Nullable List<Condition> conditions) {}
