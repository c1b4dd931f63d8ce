package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One condition of a resource, in the form of {@code metav1.Condition}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
    @JsonPropertyDescription("What it is about.") @Required String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required String status,
    @JsonPropertyDescription("Generation of the resource that it was computed from.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("When the status last changed to another value.") @Required
        String lastTransitionTime,
    @JsonPropertyDescription("Why, as one word; each is explained in the runbook.") @Required
        String reason,
    @JsonPropertyDescription("Why, as a sentence that names the field, the thing and the remedy.")
        @Required
        String message) {}
