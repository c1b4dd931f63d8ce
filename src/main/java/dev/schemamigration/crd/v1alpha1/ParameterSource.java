package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Refers to the value of a parameter. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.secretKeyRef) != has(self.configMapKeyRef)",
    message = "spec.parameters: valueFrom needs exactly one of secretKeyRef, configMapKeyRef")
public record ParameterSource(
    @JsonPropertyDescription("A key of a Secret; its value is never shown or stored.")
        @Nullable KeyReference secretKeyRef,
    @JsonPropertyDescription("A key of a ConfigMap.") @Nullable KeyReference configMapKeyRef) {}
