package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A database session that holds a lock on which a migration waits. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BlockedByStatus(
    @JsonPropertyDescription("Process id on the database server.") @Required Integer pid,
    @JsonPropertyDescription("What the session calls itself (application_name).")
        @Nullable String applicationName,
    @JsonPropertyDescription("State of the session, e.g. idle in transaction.")
        @Nullable String state,
    @JsonPropertyDescription("When the session's transaction began.") @Nullable String since,
    @JsonPropertyDescription("Mode of the lock, e.g. AccessShareLock.") @Nullable String lock) {}
