package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A parameter of the changelogs, with its value or a reference to it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.value) != has(self.valueFrom)",
    message = "spec.parameters: give exactly one of value, valueFrom")
public record ParameterSpec(
    @JsonPropertyDescription("Name, as between the braces of ${name}.")
        @Required
        @Pattern("^[A-Za-z_][-A-Za-z0-9_.]*$")
        @Size(min = 1, max = 128)
        String name,
    @JsonPropertyDescription("The value itself; not for secrets.") @Size(max = 65536)
        @Nullable String value,
    @JsonPropertyDescription("Where the value comes from.") @Nullable ParameterSource valueFrom) {}
