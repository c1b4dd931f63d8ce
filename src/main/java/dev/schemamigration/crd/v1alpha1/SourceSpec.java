package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The source of the revision files. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "[has(self.bundled), has(self.configMaps), has(self.inline)].exists_one(x, x)",
    message = "spec.source: give exactly one of bundled, configMaps, inline")
public record SourceSpec(
    @JsonPropertyDescription("Name of a directory that is shipped with the operator.")
        @Size(min = 1, max = 253)
        @Nullable String bundled,
    @JsonPropertyDescription(
            "ConfigMaps in the resource's namespace; each key is a file, and the files of all of"
                + " them together make the directory.")
        @Size(min = 1, max = 64)
        @Nullable List<ConfigMapReference> configMaps,
    @JsonPropertyDescription("The files themselves, by file name.") @Size(min = 1, max = 512)
        @Nullable Map<String, String> inline) {}
