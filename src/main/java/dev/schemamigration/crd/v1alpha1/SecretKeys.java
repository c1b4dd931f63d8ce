package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The keys of a Secret with connection data; once some are named, no others are read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretKeys(
    @JsonPropertyDescription("Key that holds a whole connection URL.")
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        @Nullable String url,
    @JsonPropertyDescription("Key that holds the host.")
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        @Nullable String host,
    @JsonPropertyDescription("Key that holds the port.")
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        @Nullable String port,
    @JsonPropertyDescription("Key that holds the name of the database.")
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        @Nullable String name,
    @JsonPropertyDescription("Key that holds the name of the role that logs in.")
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        @Nullable String username,
    @JsonPropertyDescription("Key that holds the password.")
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        @Nullable String password,
    @JsonPropertyDescription("Key that holds the TLS mode.")
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        @Nullable String sslMode,
    @JsonPropertyDescription("Key that holds the certificate authority (PEM).")
        @Pattern(SchemaMigrationSpec.OBJECT_KEY)
        @Size(min = 1, max = 253)
        @Nullable String sslRootCert) {}
