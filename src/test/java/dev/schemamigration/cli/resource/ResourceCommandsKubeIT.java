package dev.schemamigration.cli.resource;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.SchemactlProcess.schemactl;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.SchemactlProcess;
import dev.schemamigration.testing.Tenant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands of people, with the rights of the built-in role edit in their namespace. */
@ClusterTest(Environment.OPERATOR)
class ResourceCommandsKubeIT {
  private final Cluster cluster;
  private final Tenant tenant;
  private final Path editor;

  ResourceCommandsKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
    this.editor = tenant.account("editor");
    bind("editor", "edit");
  }

  @Test
  void theStatusShowsRevisionsConditionsAndThatNothingIsToBeDone() {
    tenant.apply("app", DATABASE + inline(linear(2)));
    tenant.awaitReady("app", "r2");

    var shown = run(editor, "status").requireSuccess();

    assertThat(shown.lines())
        .startsWith(described())
        .contains("Current   r2", "Target    r2 (head)", "Next      nothing to do")
        .contains("  Ready             True    Succeeded: the database stands at r2");
    assertThat(run(editor, "status", "-o", "json").requireSuccess())
        .contains("\"currentRevision\" : \"r2\"", "\"next\" : \"nothing to do\"");
  }

  @Test
  void aSuspendedResourceIsResumed() {
    tenant.apply("app", DATABASE + inline(linear(1)));
    tenant.awaitReady("app", "r1");

    assertThat(run(editor, "suspend").requireSuccess()).isEqualTo(described() + " is suspended.\n");

    assertThat(tenant.get("app").at("/spec/suspend").asBoolean()).isTrue();
    assertThat(run(editor, "status").requireSuccess())
        .contains(
            "Next      it does nothing until \"schemactl resume app -n "
                + tenant.namespace()
                + "\"");
    assertThat(run(editor, "resume").requireSuccess()).isEqualTo(described() + " is resumed.\n");
    assertThat(tenant.get("app").at("/spec/suspend").asBoolean()).isFalse();
    tenant.awaitReady("app", "r1");
  }

  @Test
  void aReconciliationIsRequestedAndHandled() {
    tenant.apply("app", DATABASE + inline(linear(1)));
    tenant.awaitReady("app", "r1");

    assertThat(run(editor, "reconcile").requireSuccess())
        .isEqualTo(described() + " is to be looked at now.\n");

    tenant.awaitThat(
        "app",
        resource ->
            assertThat(resource.at("/status/lastHandledReconcileAt").asText())
                .isNotEmpty()
                .isEqualTo(
                    resource
                        .at("/metadata/annotations/schemamigration.dev~1requestedAt")
                        .asText()));
  }

  @Test
  void aPlanThatWaitsIsApprovedByItsHashAndRuns() {
    tenant.apply("app", DATABASE + "downgrade: Approve\n" + inline(linear(2)));
    tenant.awaitReady("app", "r2");
    assertThat(run(editor, "approve").requireEnd(1))
        .contains("no plan of " + described() + " waits for an approval: Ready is True, Succeeded");
    tenant.patch("app", "{\"spec\":{\"target\":\"r1\"}}");
    tenant.awaitNotReady("app", "ApprovalRequired", Kstatus.IN_PROGRESS);
    var hash = tenant.get("app").at("/status/plan/hash").asText();

    assertThat(run(editor, "status").requireSuccess())
        .contains("Plan      " + hash, "  Downgrade r2  ")
        .contains("Next      approve the plan with \"schemactl approve app -n ");
    assertThat(run(editor, "approve").requireSuccess())
        .isEqualTo("The plan " + hash + " of " + described() + " is approved.\n");

    assertThat(tenant.get("app").at("/spec/approvedPlan").asText()).isEqualTo(hash);
    tenant.awaitReady("app", "r1");
  }

  @Test
  void whoMayOnlyViewIsToldWhichRightIsMissing() {
    tenant.apply("app", DATABASE + inline(linear(1)));
    var viewer = tenant.account("viewer");
    bind("viewer", "view");

    run(viewer, "status").requireSuccess();
    for (var verb : List.of("suspend", "resume", "reconcile")) {
      assertThat(run(viewer, verb).requireEnd(1))
          .startsWith("schemactl: " + described() + " cannot be changed: ")
          .contains("cannot patch resource \"schemamigrations\"")
          .contains("a Role with the verb patch on schemamigrations.schemamigration.dev");
    }
    assertThat(tenant.get("app").at("/spec/suspend").asBoolean()).isFalse();
  }

  @Test
  void aResourceThatIsNotThereIsNamed() {
    for (var verb : List.of("status", "suspend", "reconcile", "approve")) {
      assertThat(run(editor, verb).requireEnd(1))
          .contains("there is no SchemaMigration app in the namespace " + tenant.namespace());
    }
  }

  private String described() {
    return "SchemaMigration " + tenant.namespace() + "/app";
  }

  /** The shipped ClusterRoles, which a controller adds to the built-in roles where one runs. */
  private void bind(String account, String role) {
    for (var name :
        role.equals("edit")
            ? List.of("schema-migration-view", "schema-migration-edit")
            : List.of("schema-migration-view")) {
      cluster
          .kubernetes()
          .kubectl(
              "create",
              "rolebinding",
              account + "-" + name,
              "--clusterrole=" + name,
              "--serviceaccount=" + tenant.namespace() + ":" + account,
              "-n",
              tenant.namespace())
          .orThrow();
    }
  }

  private static SchemactlProcess run(Path kubeconfig, String verb, String... more) {
    var words = new ArrayList<>(List.of(verb, "app", "--kubeconfig", kubeconfig.toString()));
    words.addAll(List.of(more));
    return schemactl(words.toArray(String[]::new));
  }
}
