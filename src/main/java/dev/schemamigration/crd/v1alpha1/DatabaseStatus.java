package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The database to which the operator was connected. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabaseStatus(
    @JsonPropertyDescription("Product and version of the server.") @Nullable String server,
    @JsonPropertyDescription("Host as connected to, or the Secret's key.") @Nullable String host,
    @JsonPropertyDescription("Name of the database, or the Secret's key.") @Nullable String name,
    @JsonPropertyDescription(
            "System identifier and object id: equal for two resources exactly when "
                + "they reach the same database, by whatever name.")
        @Nullable String identity) {}
