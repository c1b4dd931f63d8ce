package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One executed migration in the resource's history. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationRecord(
    @JsonPropertyDescription("Applied heads before.") String from,
    @JsonPropertyDescription("Applied heads afterwards.") String to,
    @JsonPropertyDescription("Upgrade or Downgrade.") String direction,
    @JsonPropertyDescription("When it began.") String startedAt,
    @JsonPropertyDescription("When it ended.") String finishedAt,
    @JsonPropertyDescription("Succeeded, Failed or Cancelled.") String outcome,
    @JsonPropertyDescription("What happened, in a sentence.") String message) {}
