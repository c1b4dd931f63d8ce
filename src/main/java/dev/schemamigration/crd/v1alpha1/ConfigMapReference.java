package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Refers to a ConfigMap that holds revision files. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConfigMapReference(
    @JsonPropertyDescription("Name of the ConfigMap.")
        @Required
        @Pattern(SchemaMigrationSpec.OBJECT_NAME)
        @Size(min = 1, max = 253)
        String name) {}
