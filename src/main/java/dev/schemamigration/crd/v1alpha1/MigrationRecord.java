package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One migration that ran. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationRecord(
    @JsonPropertyDescription("Applied heads before.") @Nullable String from,
    @JsonPropertyDescription("Applied heads afterwards.") @Nullable String to,
    @JsonPropertyDescription("Upgrade or Downgrade.") @Nullable String direction,
    @JsonPropertyDescription("When it began.") @Nullable String startedAt,
    @JsonPropertyDescription("When it ended.") @Nullable String finishedAt,
    @JsonPropertyDescription("Succeeded, Failed or Cancelled.") @Nullable String outcome,
    @JsonPropertyDescription("What happened, in a sentence.") @Nullable String message) {}
