package dev.schemamigration.crd.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Objects;

/** Declares at which revision the schema of one Postgres database should be. */
@Group(SchemaMigration.GROUP)
@Version(SchemaMigration.VERSION)
@Kind(SchemaMigration.KIND)
@Plural("schemamigrations")
@ShortNames("sm")
@AdditionalPrinterColumn(
    name = "READY",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "REASON",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "CURRENT",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.currentRevision")
@AdditionalPrinterColumn(
    name = "TARGET",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.targetRevision")
@AdditionalPrinterColumn(
    name = "SUSPENDED",
    type = AdditionalPrinterColumn.Type.BOOLEAN,
    jsonPath = ".spec.suspend")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "PENDING",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.pendingRevisions",
    priority = 1)
@AdditionalPrinterColumn(
    name = "DATABASE",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.database.name",
    priority = 1)
@AdditionalPrinterColumn(
    name = "MESSAGE",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
public class SchemaMigration extends CustomResource<SchemaMigrationSpec, SchemaMigrationStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** API group. */
  public static final String GROUP = "schemamigration.dev";

  /** API version. */
  public static final String VERSION = "v1alpha1";

  /** Kind. */
  public static final String KIND = "SchemaMigration";

  /** The annotation whose changed value requests a reconciliation now. */
  public static final String REQUESTED_AT = GROUP + "/requestedAt";

  /** {@code namespace/name}, as in messages and in the tracking tables. */
  public String qualifiedName() {
    return getMetadata().getNamespace() + "/" + getMetadata().getName();
  }

  /** The generation of the spec; 0 for an object that was never stored. */
  public long generation() {
    var generation = getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  /** The status; one that says nothing where no operator has written any. */
  public SchemaMigrationStatus statusOrNone() {
    return Objects.requireNonNullElse(getStatus(), SchemaMigrationStatus.NONE);
  }
}
