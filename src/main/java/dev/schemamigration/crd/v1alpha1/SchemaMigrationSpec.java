package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of a database's schema. Enumerations are strings, so that one stored resource
 * with a value that this version does not know cannot keep the operator from reading the others.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SchemaMigrationSpec(
    @JsonPropertyDescription(
            "The revision at which the database should be: head, heads, base, a revision id or a"
                + " unique beginning of one, a branch label, label@head, label@base,"
                + " label@revision, revision+N, revision-N; several are separated by commas."
                + " Forms that are relative to what is applied (+1, -1) are refused.")
        @Default("head")
        @Size(min = 1, max = 1024)
        String target,
    @JsonPropertyDescription(
            "The database. Absent: the operator's own (DATABASE_URL), for resources of the operator's"
                + " namespace and of those that its administrator lists"
                + " (SCHEMA_MIGRATION_DATABASE_NAMESPACES); others are refused.")
        @Nullable DatabaseSpec database,
    @JsonPropertyDescription("Where the revision files come from: exactly one of the fields.")
        @Required
        SourceSpec source,
    @JsonPropertyDescription("Values that take the place of ${name} in changelogs.")
        @Size(max = 256)
        List<ParameterSpec> parameters,
    @JsonPropertyDescription(
            "The contexts in which changesets run, as Liquibase's --contexts: a changeset whose"
                + " context does not match is left out. Absent: every changeset runs but those that"
                + " require a context (@name). A revision that is applied is not changed by them.")
        @Size(max = 64)
        List<@Size(min = 1, max = 255) @Pattern(CONTEXT) String> contexts,
    @JsonPropertyDescription(
            "A label expression, as Liquibase's --labels: a changeset whose labels do not match is"
                + " left out, such as \"release-1 and !beta\". Absent: labels leave nothing out.")
        @Size(max = 1024)
        @Nullable String labels,
    @JsonPropertyDescription(
            "Whether a plan may undo revisions: Allow runs it, Approve runs it once spec.approvedPlan"
                + " holds its hash, Deny refuses it before any SQL runs.")
        @Default("Allow")
        String downgrade,
    @JsonPropertyDescription(
            "What happens when the source no longer has revisions that are applied and the target"
                + " follows the source (head, heads, a label, label@head, counted from head):"
                + " Refuse undoes nothing and names them, Allow undoes them from the archive, for"
                + " those who roll back by reverting a commit. A target that names a revision or"
                + " base goes down in either case.")
        @Default("Refuse")
        String sourceShrinks,
    @JsonPropertyDescription(
            "The hash of a plan that waits for an approval, as in status.plan.hash: exactly that"
                + " plan may run, once. Any other plan needs an approval of its own.")
        @Pattern(PLAN_HASH)
        @Size(max = 71)
        @Nullable String approvedPlan,
    @JsonPropertyDescription("How a plan is carried out.") @Nullable ExecutionSpec execution,
    @JsonPropertyDescription(
            "Whether the history of another tool (Alembic, Liquibase, Flyway, golang-migrate) that"
                + " is found in the database is taken over: Auto records what it says has run, and"
                + " runs nothing of that again; Never does not look at it.")
        @Default("Auto")
        String adopt,
    @JsonPropertyDescription(
            "True: this resource takes the database over from the one that owns it: another"
                + " resource, or the same one of another cluster, as after a restore. It has its"
                + " effect once in each generation of the resource, and may stay.")
        @Default("false")
        Boolean takeOwnership,
    @JsonPropertyDescription(
            "How often a database that is at rest is looked at again, e.g. 10m; at least 1s."
                + " Changes of the resource and of everything it names are acted on at once.")
        @Default("10m")
        @Pattern(INTERVAL)
        @Size(max = 32)
        String interval,
    @JsonPropertyDescription(
            "True: the operator does nothing for this resource, and stops a migration that runs,"
                + " until it is false again.")
        @Default("false")
        Boolean suspend) {

  /**
   * Pattern of durations of at least a second in the notation of Kubernetes: {@code 10s}, {@code
   * 1h30m}, {@code 10m0s}. No CEL rule parses them: a rule that fails on a stored value would keep
   * the status from being written.
   */
  static final String INTERVAL = "^([0-9]{1,8}(s|m|h))*[1-9][0-9]{0,7}(s|m|h)([0-9]{1,8}(s|m|h))*$";

  /** Pattern of durations, zero included: {@code 500ms}, {@code 0s}, {@code 1h30m}. */
  static final String DURATION = "^([0-9]{1,9}(ms|s|m|h))+$";

  /** Pattern of the hash of a plan. */
  static final String PLAN_HASH = "^sha256:[0-9a-f]{64}$";

  /** Pattern of the name of a context. */
  static final String CONTEXT = "^@?[^\\s,()!@]+( [^\\s,()!@]+)*$";

  /** Pattern of the name of a namespaced object. */
  static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  /** Pattern of a key of a Secret or ConfigMap. */
  static final String OBJECT_KEY = "^[-._a-zA-Z0-9]+$";

  /** Sets the schema's defaults, for a spec that no API server has defaulted. */
  public SchemaMigrationSpec {
    target = Objects.requireNonNullElse(target, "head");
    parameters = List.copyOf(Objects.requireNonNullElse(parameters, List.of()));
    contexts = List.copyOf(Objects.requireNonNullElse(contexts, List.of()));
    labels = Objects.requireNonNullElse(labels, "");
    downgrade = Objects.requireNonNullElse(downgrade, "Allow");
    sourceShrinks = Objects.requireNonNullElse(sourceShrinks, "Refuse");
    adopt = Objects.requireNonNullElse(adopt, "Auto");
    takeOwnership = Objects.requireNonNullElse(takeOwnership, false);
    interval = Objects.requireNonNullElse(interval, "10m");
    suspend = Objects.requireNonNullElse(suspend, false);
  }
}
