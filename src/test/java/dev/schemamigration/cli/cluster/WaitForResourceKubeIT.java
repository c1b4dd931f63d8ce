package dev.schemamigration.cli.cluster;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.SchemactlProcess.schemactl;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.SchemactlProcess;
import dev.schemamigration.testing.Tenant;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an init container asks, with the Role of the example and no other right. */
@ClusterTest(Environment.OPERATOR)
class WaitForResourceKubeIT {
  private static final Path EXAMPLE = Path.of("deploy/examples/orders-app.yaml");

  private final Cluster cluster;
  private final Tenant tenant;
  private Path kubeconfig;

  @TempDir Path folder;

  WaitForResourceKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
  }

  @BeforeEach
  void createTheAccountOfTheExample() throws IOException {
    for (var document : Files.readString(EXAMPLE).split("\n---\n")) {
      if (!document.contains("kind: Deployment")) {
        cluster
            .kubernetes()
            .kubectlWithInput(document, "apply", "-n", tenant.namespace(), "-f", "-")
            .orThrow();
      }
    }
    kubeconfig = cluster.kubernetes().kubeconfigOf(tenant.namespace(), "orders");
  }

  @Test
  void itWaitsForTheResourceForItsRevisionAndForTheNextTarget() {
    var waiting = ask(kubeconfig, "wait", "--at-least", "r2", "--interval", "100ms");
    waiting.awaitOutput(
        "Waiting for r2: there is no SchemaMigration orders in the namespace "
            + tenant.namespace());

    tenant.apply("orders", DATABASE + "target: r1\n" + inline(linear(3)));
    waiting.awaitOutput("the database stands at r1, the target of " + described());
    waiting.requireRunning();
    tenant.patch("orders", "{\"spec\":{\"target\":\"r3\"}}");

    assertThat(waiting.requireSuccess()).endsWith("The database stands at r3.\n");
    assertThat(ask(kubeconfig, "compatible", "r1").requireSuccess())
        .isEqualTo("Compatible with r1: the database stands at r3.\n");
  }

  @Test
  void theTimeIsOverWithThree() {
    tenant.apply("orders", DATABASE + "target: r1\n" + inline(linear(2)));
    tenant.awaitReady("orders", "r1");

    var ended =
        ask(kubeconfig, "wait", "--at-least", "r2", "--timeout", "200ms", "--interval", "50ms");

    assertThat(ended.requireEnd(3))
        .endsWith(
            "schemactl: the time is over and r2 is not applied: the database stands at r1, the"
                + " target of "
                + described()
                + "\n");
    assertThat(ask(kubeconfig, "compatible", "r2", "-o", "json").requireEnd(3))
        .contains("\"compatible\" : false");
  }

  @Test
  void whatIsUndoneIsNoLongerThere() {
    tenant.apply("orders", DATABASE + "target: r3\n" + inline(linear(3)));
    tenant.awaitReady("orders", "r3");
    ask(kubeconfig, "compatible", "r3").requireSuccess();

    tenant.patch("orders", "{\"spec\":{\"target\":\"r1\"}}");

    ask(kubeconfig, "compatible", "r3").requireEnd(3);
    tenant.awaitReady("orders", "r1");
    assertThat(ask(kubeconfig, "compatible", "r3").requireEnd(3))
        .contains("Not compatible with r3, which is not applied: the database stands at r1");
  }

  @Test
  void aRevisionOfLongAgoIsKnown() {
    var files = new LinkedHashMap<String, String>();
    for (var i = 1; i <= 130; i++) {
      files.put(
          "%03d.sql".formatted(i),
          Changelogs.file("rev" + i, i == 1 ? "" : "rev" + (i - 1), "SELECT 1;", "empty"));
    }
    tenant.apply("orders", DATABASE + inline(files));
    tenant.awaitReady("orders", "rev130");

    assertThat(tenant.get("orders").at("/status/appliedRevisions/newest")).hasSize(100);
    ask(kubeconfig, "compatible", "rev3").requireSuccess();
    ask(kubeconfig, "compatible", "rev29").requireSuccess();
    assertThat(ask(kubeconfig, "compatible", "rev131").requireEnd(3)).contains("stands at rev130");
  }

  @Test
  void whatCannotBeReachedIsNotBelieved() {
    tenant.apply("orders", DATABASE + inline(linear(1)));
    tenant.awaitReady("orders", "r1");

    tenant.secret("db", Map.of("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere"));
    tenant.awaitThat(
        "orders",
        resource -> assertThat(resource.at("/status/appliedRevisions").isMissingNode()).isTrue());

    assertThat(ask(kubeconfig, "compatible", "r1").requireEnd(3))
        .contains(described() + " is not ready: DatabaseUnreachable: ");
  }

  @Test
  void aSuspendedResourceIsNotBelieved() {
    tenant.apply("orders", DATABASE + inline(linear(1)));
    tenant.awaitReady("orders", "r1");

    tenant.patch("orders", "{\"spec\":{\"suspend\":true}}");

    ask(kubeconfig, "compatible", "r1").requireEnd(3);
  }

  @Test
  void theMissingRightIsNamedAndWaitedFor() {
    var without = tenant.account("nobody");

    var ended = ask(without, "wait", "--at-least", "r1", "--timeout", "100ms");

    assertThat(ended.requireEnd(3))
        .contains(
            "User \"system:serviceaccount:%s:nobody\" cannot get resource \"schemamigrations\" in"
                    .formatted(tenant.namespace())
                + " API group \"schemamigration.dev\" in the namespace \"%s\"; a Role with the verb get on"
                    .formatted(tenant.namespace())
                + " schemamigrations.schemamigration.dev and the resourceName orders is enough");
  }

  @Test
  void theRoleOfTheExampleGivesNothingElse() {
    for (var verb : new String[] {"list", "watch", "patch", "delete"}) {
      assertThat(may(verb, "schemamigrations/orders")).isEqualTo("no");
    }
    assertThat(may("get", "schemamigrations/orders")).isEqualTo("yes");
    assertThat(may("get", "schemamigrations/others")).isEqualTo("no");
    assertThat(may("get", "secrets/db")).isEqualTo("no");
  }

  @Test
  void credentialsThatAreRefusedEndIt() throws IOException {
    var refused = folder.resolve("refused");
    Files.writeString(
        refused, Files.readString(kubeconfig).replaceFirst("token: .*", "token: nonsense"));

    assertThat(ask(refused, "wait", "--at-least", "r1").requireEnd(1))
        .isEqualTo(
            "schemactl: "
                + described()
                + " cannot be read: the API server does not accept the credentials"
                + " (Unauthorized)\n");
  }

  @Test
  void anApiServerThatDoesNotAnswerIsWaitedFor() throws IOException {
    var gone = folder.resolve("gone");
    Files.writeString(
        gone, Files.readString(kubeconfig).replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:1"));

    assertThat(ask(gone, "wait", "--at-least", "r1", "--timeout", "100ms").requireEnd(3))
        .contains("Waiting for r1: the API server at https://127.0.0.1:1/ cannot be reached: ");
  }

  @Test
  void inAPodItAsksWithTheTokenAndNamespaceOfThePod() throws IOException {
    tenant.apply("orders", DATABASE + inline(linear(1)));
    tenant.awaitReady("orders", "r1");
    var cluster = Serialization.unmarshal(Files.readString(kubeconfig), JsonNode.class);
    var server = URI.create(cluster.at("/clusters/0/cluster/server").asText());
    var token =
        Files.writeString(folder.resolve("token"), cluster.at("/users/0/user/token").asText());
    var namespace = Files.writeString(folder.resolve("namespace"), tenant.namespace());

    var ended =
        schemactl(
            Map.of(
                "HOME",
                folder.toString(),
                "KUBECONFIG",
                "",
                "KUBERNETES_SERVICE_HOST",
                server.getHost(),
                "KUBERNETES_SERVICE_PORT",
                Integer.toString(server.getPort()),
                "SCHEMACTL_JAVA_OPTS",
                // The files of a pod, elsewhere; and a pod may have no folder to write to.
                "-Dkubernetes.auth.serviceAccount.token=%s -Dkubenamespace=%s"
                        .formatted(token, namespace)
                    + " -Dkubernetes.certs.ca.file=%s -Djava.io.tmpdir=/proc"
                        .formatted(
                            cluster.at("/clusters/0/cluster/certificate-authority").asText())),
            "wait",
            "--at-least",
            "r1",
            "--resource",
            "orders");

    assertThat(ended.requireSuccess()).isEqualTo("The database stands at r1.\n");
  }

  @Test
  void withoutAClusterItSaysHowToNameOne() {
    var nowhere = Map.of("HOME", folder.toString(), "KUBECONFIG", folder.resolve("a") + "");

    assertThat(schemactl(nowhere, "compatible", "r1", "--resource", "a").requireEnd(2))
        .isEqualTo(
            "schemactl: no cluster is named: give --kubeconfig, set KUBECONFIG, or run"
                + " it in a pod\n");
    assertThat(ask(folder.resolve("a"), "compatible", "r1").requireEnd(2))
        .startsWith("schemactl: --kubeconfig: " + folder.resolve("a") + " cannot be read: ");
    assertThat(ask(kubeconfig, "compatible", "r1", "--context", "other").requireEnd(2))
        .isEqualTo("schemactl: --context: no kubeconfig has a context \"other\"\n");
    assertThat(ask(kubeconfig, "compatible", "r1", "-n", "../secrets").requireEnd(2))
        .isEqualTo("schemactl: --namespace: \"../secrets\" is no name in a cluster\n");
    assertThat(ask(kubeconfig, "compatible", "r1", "--embedded").requireEnd(2))
        .isEqualTo(
            "schemactl: --resource and --embedded name two things to look at; leave one out\n");
  }

  private SchemactlProcess ask(Path kubeconfig, String... command) {
    var words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--resource", "orders", "--kubeconfig", kubeconfig.toString()));
    return schemactl(words.toArray(String[]::new));
  }

  private String described() {
    return "SchemaMigration " + tenant.namespace() + "/orders";
  }

  private String may(String verb, String what) {
    return cluster
        .kubernetes()
        .kubectl(
            "auth",
            "can-i",
            verb,
            what,
            "-n",
            tenant.namespace(),
            "--as=system:serviceaccount:" + tenant.namespace() + ":orders")
        .out()
        .strip();
  }
}
