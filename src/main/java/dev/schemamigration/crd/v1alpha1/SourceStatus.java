package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The source from which the revision files were read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceStatus(
    @JsonPropertyDescription("Kind of the source: ConfigMap, Bundled or Inline.") String kind,
    @JsonPropertyDescription(
            "Name and resource version of each ConfigMap, such as app-migrations@4711, joined by"
                + " commas; absent for other sources.")
        @Nullable String revision,
    @JsonPropertyDescription(
            "SHA-256 over name and content of every file: changes exactly when a file does.")
        String digest) {}
