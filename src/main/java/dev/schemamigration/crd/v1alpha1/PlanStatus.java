package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** The plan that is pending or running. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanStatus(
    @JsonPropertyDescription(
            "Identifies the plan: equal exactly when the same SQL would run in the same order and"
                + " undo the same applications of revisions.")
        String hash,
    @JsonPropertyDescription("Upgrade, or Downgrade when something is undone.") String direction,
    @JsonPropertyDescription("The steps in order; the first hundred of a longer plan.")
        List<PlanStepStatus> steps,
    @JsonPropertyDescription("Whether the plan applies a revision that could not be undone again.")
        Boolean irreversible) {}
