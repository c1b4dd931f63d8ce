package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The progress of a running migration. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProgressStatus(
    @JsonPropertyDescription("Revision under way.") String revision,
    @JsonPropertyDescription("Number of the step under way, beginning with 1.") Integer step,
    @JsonPropertyDescription("How many steps the plan has.") Integer of,
    @JsonPropertyDescription("When the step began.") String since) {}
