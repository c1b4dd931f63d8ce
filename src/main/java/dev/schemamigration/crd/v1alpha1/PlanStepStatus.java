package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One step of a plan: a revision to apply or to undo. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanStepStatus(
    @JsonPropertyDescription("Id of the revision.") @Required String revision,
    @JsonPropertyDescription("Upgrade or Downgrade.") @Required String operation,
    @JsonPropertyDescription("Message of the revision.") @Nullable String message) {}
