package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Where a running migration is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProgressStatus(
    @JsonPropertyDescription("Revision under way.") @Nullable String revision,
    @JsonPropertyDescription("Number of the step under way, beginning with 1.")
        @Nullable Integer step,
    @JsonPropertyDescription("How many steps the plan has.") @Nullable Integer of,
    @JsonPropertyDescription("When the step began.") @Nullable String since) {}
