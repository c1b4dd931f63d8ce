package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a database: by one Secret, field by field, or (neither) the operator's own,
 * which serves only the namespaces that its administrator allows. A field beside a Secret takes
 * precedence over the Secret's value.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "has(self.secretRef) || (has(self.host) && has(self.name) && has(self.usernameFrom)) ||"
            + " !(has(self.host) || has(self.port) || has(self.name) || has(self.usernameFrom) ||"
            + " has(self.passwordFrom) || has(self.sslMode) || has(self.sslRootCertFrom))",
    message =
        "spec.database: without secretRef, a database needs host, name and usernameFrom together")
public record DatabaseSpec(
    @JsonPropertyDescription(
            "A Secret in the resource's namespace that holds the connection data: one URL, or"
                + " host, port, database, user and password under the usual keys.")
        @Nullable SecretReference secretRef,
    @JsonPropertyDescription("Host name or address of the server.") @Size(min = 1, max = 253)
        @Nullable String host,
    @JsonPropertyDescription("TCP port of the server; 5432 when absent.") @Min(1) @Max(65535)
        @Nullable Integer port,
    @JsonPropertyDescription("Name of the database on the server.") @Size(min = 1, max = 63)
        @Nullable String name,
    @JsonPropertyDescription("Secret key that holds the name of the role that logs in.")
        @Nullable KeyReference usernameFrom,
    @JsonPropertyDescription("Secret key that holds the password.")
        @Nullable KeyReference passwordFrom,
    @JsonPropertyDescription(
            "How the connection is encrypted and the server proved, with libpq's meaning."
                + " Goes before what the Secret says. When neither says anything, TLS is tried, and"
                + " a server without it gets neither the password nor an MD5 digest of it.")
        @Nullable String sslMode,
    @JsonPropertyDescription(
            "Secret key that holds the certificate authority (PEM) to which the server's"
                + " certificate must lead, or the word system for those of the Java runtime.")
        @Nullable KeyReference sslRootCertFrom,
    @JsonPropertyDescription(
            "Schema in which the migrations work (their search_path); when absent, the one that the"
                + " connection URL names, else the first of the role's own search_path, as other"
                + " tools take it. It has to exist. Once named, it cannot be changed.")
        @Size(min = 1, max = 63)
        @Nullable String schema,
    @JsonPropertyDescription(
            "Schema of the operator's own tables, created on first use. Cannot be changed: the"
                + " operator would no longer find what it has applied.")
        @Default("schema_migration")
        @Size(min = 1, max = 63)
        String trackingSchema,
    @JsonPropertyDescription("Role to work as (SET ROLE) after logging in, e.g. the owner.")
        @Size(min = 1, max = 63)
        @Nullable String role) {

  /** Sets the schema's defaults, for a spec that no API server has defaulted. */
  public DatabaseSpec {
    trackingSchema = Objects.requireNonNullElse(trackingSchema, "schema_migration");
  }

  /** The value of an absent {@code spec.database}: the operator's own database. */
  public static DatabaseSpec operatorsOwn() {
    return new DatabaseSpec(null, null, null, null, null, null, null, null, null, null, null);
  }
}
