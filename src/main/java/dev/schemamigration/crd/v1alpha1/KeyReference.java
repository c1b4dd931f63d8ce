package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Refers to one key of a Secret or ConfigMap in the resource's namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyReference(
    @JsonPropertyDescription("Name of the object, in the resource's namespace.")
        @Required
        @Pattern(SchemaMigrationSpec.OBJECT_NAME)
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("Key in the object's data.")
        @Required
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        String key) {}
