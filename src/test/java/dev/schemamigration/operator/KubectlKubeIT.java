package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.local.ProcessResult;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The resource as kubectl applies, prints, explains and waits for it. */
@ClusterTest(Environment.OPERATOR)
class KubectlKubeIT {
  private final Cluster cluster;
  private final Tenant tenant;

  KubectlKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
  }

  @Test
  void aResourceIsAppliedAndWaitedForAtOnce() {
    kubectlApply(spec("target: r2\n" + inline(linear(3)))).orThrow();

    var waited = kubectl("wait", "--for=condition=Ready", "--timeout=30s", "sm/app");

    assertThat(waited.out()).isEqualTo("schemamigration.schemamigration.dev/app condition met\n");
    assertThat(tenant.get("app").at("/status/currentRevision").asText()).isEqualTo("r2");
  }

  @Test
  void aChangedTargetIsWaitedForWithoutBelievingTheOldStatus() {
    kubectlApply(spec("target: r2\n" + inline(linear(3)))).orThrow();
    kubectl("wait", "--for=condition=Ready", "--timeout=30s", "sm/app").orThrow();

    kubectl("patch", "sm/app", "--type=merge", "-p", "{\"spec\":{\"target\":\"r3\"}}").orThrow();
    kubectl("wait", "--for=condition=Ready", "--timeout=30s", "sm/app").orThrow();

    assertThat(tenant.get("app").at("/status/currentRevision").asText()).isEqualTo("r3");
  }

  @Test
  void theColumnsShowTheStatus() {
    kubectlApply(spec("target: r2\n" + inline(linear(3)))).orThrow();
    kubectl("wait", "--for=condition=Ready", "--timeout=30s", "sm/app").orThrow();

    assertThat(withoutAge(kubectl("get", "schemamigrations").orThrow().out()))
        .isEqualTo(
            """
            NAME   READY   REASON      CURRENT   TARGET   SUSPENDED   AGE
            app    True    Succeeded   r2        r2       false       AGE
            """);
    assertThat(words(kubectl("get", "schema", "-o", "wide").orThrow().out()))
        .matches(
            "NAME READY REASON CURRENT TARGET SUSPENDED AGE PENDING DATABASE MESSAGE app True"
                + " Succeeded r2 r2 false [0-9]+s 0 "
                + tenant.database().name()
                + " the database stands at r2");
  }

  @Test
  void aSuspendedResourceShowsAsSuspended() {
    kubectlApply(spec("suspend: true\n" + inline(linear(1)))).orThrow();
    kubectl("wait", "--for=jsonpath={.status.observedGeneration}=1", "--timeout=30s", "sm/app")
        .orThrow();

    assertThat(withoutAge(kubectl("get", "sm").orThrow().out()))
        .isEqualTo(
            """
            NAME   READY     REASON      CURRENT   TARGET   SUSPENDED   AGE
            app    Unknown   Suspended                      true        AGE
            """);
  }

  @Test
  void everyFieldIsExplained() {
    var fields =
        kubectl("explain", "schemamigration", "--recursive").orThrow().out().lines().toList();

    assertThat(fields).anyMatch(line -> line.strip().startsWith("configMapKeyRef\t"));
    assertThat(kubectl("explain", "sm.spec.downgrade").orThrow().out())
        .contains("Whether a plan may undo revisions")
        .contains("ENUM:\n    Allow\n    Approve\n    Deny\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{bundled: a, inline: {b.sql: c}} | spec.source: give exactly one of bundled, configMaps,"
            + " inline",
        "{} | spec.source: give exactly one of bundled, configMaps, inline",
        "{configMaps: [{name: a}, {name: a}]} | Duplicate value",
        "{configMaps: [{name: Not_A_Name}]} | spec.source.configMaps[0].name",
      })
  void anInvalidSourceIsRefusedByTheApi(String source, String message) {
    assertThat(kubectlApply(spec("source: " + source + "\n")).err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "database: {host: a} | spec.database: without secretRef, a database needs host, name and"
            + " usernameFrom together",
        "database: {sslMode: disable} | spec.database: without secretRef, a database needs host,"
            + " name and usernameFrom together",
        "database: {secretRef: {name: db}, sslMode: sometimes} | supported values: \"disable\","
            + " \"allow\", \"prefer\", \"require\", \"verify-ca\", \"verify-full\"",
        "downgrade: Perhaps | supported values: \"Allow\", \"Approve\", \"Deny\"",
        "approvedPlan: sha256:abc | spec.approvedPlan",
        "contexts: [prod, 'a,b'] | spec.contexts[1]",
        "contexts: ['!prod'] | spec.contexts[0]",
        "interval: 0s | spec.interval",
        "interval: soon | spec.interval",
        "interval: 500ms | spec.interval",
        "parameters: [{name: p}] | spec.parameters: give exactly one of value, valueFrom",
        "parameters: [{name: p, value: v, valueFrom: {configMapKeyRef: {name: a, key: b}}}] |"
            + " spec.parameters: give exactly one of value, valueFrom",
        "parameters: [{name: p, valueFrom: {}}] | spec.parameters: valueFrom needs exactly one of"
            + " secretKeyRef, configMapKeyRef",
        "target: '' | spec.target",
        "downgarde: Deny | unknown field \"spec.downgarde\"",
      })
  void anInvalidFieldIsRefusedByTheApi(String field, String message) {
    assertThat(kubectlApply(spec(field + "\nsource: {bundled: a}\n")).err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"10m", "90s", "1h30m", "10m0s", "1s", "24h"})
  void usualIntervalsAreAccepted(String interval) {
    kubectlApply(spec("suspend: true\ninterval: " + interval + "\nsource: {bundled: a}\n"))
        .orThrow();
  }

  @ParameterizedTest
  @CsvSource({"schema, app", "trackingSchema, elsewhere"})
  void theSchemasCannotBeChanged(String field, String value) {
    kubectlApply(spec("suspend: true\ndatabase: {secretRef: {name: db}}\nsource: {bundled: a}\n"))
        .orThrow();
    patchDatabase("schema", "ledger").orThrow();

    var changed = patchDatabase(field, value);

    assertThat(changed.err())
        .contains(
            "spec.database.%s: cannot be changed: what is applied was recorded for the one that was named first"
                .formatted(field));
  }

  private ProcessResult patchDatabase(String field, String value) {
    return kubectl(
        "patch",
        "sm/app",
        "--type=merge",
        "-p",
        "{\"spec\":{\"database\":{\"%s\":\"%s\"}}}".formatted(field, value));
  }

  @Test
  void aNewResourceHasNotBeenObserved() {
    kubectlApply(
            """
            apiVersion: schemamigration.dev/v1alpha1
            kind: SchemaMigration
            metadata: {name: app, labels: {operator: none}}
            spec: {source: {bundled: a}}
            """)
        .orThrow();

    assertThat(tenant.get("app").at("/status").toString()).isEqualTo("{\"observedGeneration\":-1}");
  }

  private static String spec(String fields) {
    var database = fields.contains("database:") ? "" : DATABASE;
    return """
    apiVersion: schemamigration.dev/v1alpha1
    kind: SchemaMigration
    metadata: {name: app}
    spec:
    """
        + (database + fields).indent(2);
  }

  private dev.schemamigration.local.ProcessResult kubectlApply(String manifest) {
    return cluster
        .kubernetes()
        .kubectlWithInput(manifest, "apply", "-n", tenant.namespace(), "-f", "-");
  }

  private dev.schemamigration.local.ProcessResult kubectl(String... arguments) {
    var all = new java.util.ArrayList<>(java.util.List.of("-n", tenant.namespace()));
    all.addAll(java.util.List.of(arguments));
    return cluster.kubernetes().kubectl(all.toArray(String[]::new));
  }

  private static String withoutAge(String table) {
    return table.replaceAll("(?m)[0-9]+s$", "AGE");
  }

  private static String words(String table) {
    return String.join(" ", table.strip().split("\\s+"));
  }
}
