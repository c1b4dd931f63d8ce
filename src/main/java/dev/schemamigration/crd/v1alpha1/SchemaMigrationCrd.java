package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Adds to the generated definition what annotations cannot express: enumerations of strings, list
 * semantics, integer widths, time formats, the status default, the category and the order of
 * columns. Configured in {@code application.properties}; runs when the project is built.
 */
public final class SchemaMigrationCrd implements CRDPostProcessor {
  private static final List<String> COLUMNS =
      List.of(
          "READY",
          "REASON",
          "CURRENT",
          "TARGET",
          "SUSPENDED",
          "AGE",
          "PENDING",
          "DATABASE",
          "MESSAGE");
  private static final String TIME = "date-time";

  private static final String UNCHANGEABLE =
      "spec.database.%s: cannot be changed: what is applied was recorded for the one that was named"
          + " first";

  @Override
  public HasMetadata process(HasMetadata generated, String crdSpecVersion) {
    var crd = (CustomResourceDefinition) generated;
    crd.getSpec().getNames().setCategories(List.of("schema"));
    crd.getSpec().getVersions().forEach(SchemaMigrationCrd::complete);
    return crd;
  }

  private static void complete(CustomResourceDefinitionVersion version) {
    version
        .getAdditionalPrinterColumns()
        .sort(
            Comparator.comparing(
                (CustomResourceColumnDefinition c) -> COLUMNS.indexOf(c.getName())));
    var root = version.getSchema().getOpenAPIV3Schema();
    root.setDescription(
        "Declares at which revision the schema of one Postgres database should be.");
    root.setRequired(List.of("spec"));
    completeSpec(root.getProperties().get("spec"));
    completeStatus(root.getProperties().get("status"));
  }

  private static void completeSpec(JSONSchemaProps spec) {
    spec.setDescription("What the database should be like.");
    enumerate(at(spec, "downgrade"), "Allow", "Approve", "Deny");
    enumerate(at(spec, "sourceShrinks"), "Refuse", "Allow");
    enumerate(at(spec, "adopt"), "Auto", "Never");
    enumerate(at(spec, "execution", "transaction"), "Revision", "Plan");
    enumerate(
        at(spec, "database", "sslMode"),
        "disable",
        "allow",
        "prefer",
        "require",
        "verify-ca",
        "verify-full");
    at(spec, "database", "port").setFormat("int32");
    at(spec, "contexts").setXKubernetesListType("atomic");
    mapBy(at(spec, "parameters"), "name");
    mapBy(at(spec, "source", "configMaps"), "name");
    at(spec, "source", "inline").setMinProperties(1L);
    at(spec, "source", "inline").setMaxProperties(512L);
    immutableOnceNamed(spec, "schema");
    immutable(spec, "trackingSchema", "schema_migration");
  }

  private static void completeStatus(JSONSchemaProps status) {
    status.setDescription("What the operator found and did.");
    var unobserved = JsonNodeFactory.instance.objectNode().put("observedGeneration", -1);
    status.setDefault(unobserved);
    at(status, "observedGeneration").setFormat("int64");
    at(status, "pendingRevisions").setFormat("int32");
    at(status, "heads").setXKubernetesListType("atomic");
    at(status, "unfinishedRevisions").setXKubernetesListType("atomic");
    at(status, "appliedRevisions", "total").setFormat("int32");
    at(status, "appliedRevisions", "newest").setXKubernetesListType("atomic");
    at(status, "appliedRevisions", "labels").setXKubernetesMapType("atomic");
    enumerate(at(status, "source", "kind"), "ConfigMap", "Bundled", "Inline");
    // One field of one owner: a handled value that is gone is removed as a whole.
    at(status, "handledAnnotations").setXKubernetesMapType("atomic");

    var conditions = at(status, "conditions");
    mapBy(conditions, "type");
    var condition = conditions.getItems().getSchema();
    enumerate(at(condition, "status"), "True", "False", "Unknown");
    at(condition, "observedGeneration").setFormat("int64");
    at(condition, "lastTransitionTime").setFormat(TIME);

    at(status, "plan", "steps").setXKubernetesListType("atomic");
    at(status, "progress", "step").setFormat("int32");
    at(status, "progress", "of").setFormat("int32");
    at(status, "progress", "since").setFormat(TIME);

    var blockedBy = at(status, "blockedBy");
    mapBy(blockedBy, "pid");
    at(blockedBy.getItems().getSchema(), "pid").setFormat("int32");
    at(blockedBy.getItems().getSchema(), "since").setFormat(TIME);

    var history = at(status, "history");
    history.setXKubernetesListType("atomic");
    history.setMaxItems(10L);
    for (var record : List.of(at(status, "lastMigration"), history.getItems().getSchema())) {
      at(record, "startedAt").setFormat(TIME);
      at(record, "finishedAt").setFormat(TIME);
    }
  }

  /**
   * Makes a field of {@code spec.database} immutable where it is given before and after: what an
   * absent one means is only known to the database, whose records refuse another one.
   */
  private static void immutableOnceNamed(JSONSchemaProps spec, String field) {
    var named = "(has(%1$s.database) && has(%1$s.database." + field + "))";
    rule(
        spec,
        "!%s || !%s || self.database.%s == oldSelf.database.%s"
            .formatted(named.formatted("self"), named.formatted("oldSelf"), field, field),
        UNCHANGEABLE.formatted(field));
  }

  /** Makes a field of {@code spec.database} immutable; an absent one has its default. */
  private static void immutable(JSONSchemaProps spec, String field, String defaultValue) {
    var value =
        "(has(%1$s.database) && has(%1$s.database."
            + field
            + ") ? %1$s.database."
            + field
            + " : '"
            + defaultValue
            + "')";
    rule(
        spec,
        value.formatted("self") + " == " + value.formatted("oldSelf"),
        UNCHANGEABLE.formatted(field));
  }

  private static void rule(JSONSchemaProps schema, String rule, String message) {
    schema
        .getXKubernetesValidations()
        .add(new ValidationRuleBuilder().withRule(rule).withMessage(message).build());
  }

  private static void enumerate(JSONSchemaProps schema, String... values) {
    schema.setEnum(List.copyOf(Arrays.stream(values).map(TextNode::valueOf).toList()));
  }

  private static void mapBy(JSONSchemaProps list, String key) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(key));
  }

  private static JSONSchemaProps at(JSONSchemaProps schema, String... path) {
    var here = schema;
    for (var name : path) {
      here = here.getProperties().get(name);
      if (here == null) {
        throw new IllegalStateException("the schema has no " + String.join(".", path));
      }
    }
    return here;
  }
}
