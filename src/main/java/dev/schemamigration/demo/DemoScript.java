package dev.schemamigration.demo;

import dev.schemamigration.database.connection.Secret;
import java.util.UUID;

/** The steps of the demo. Each ends with checks of the resource's status and the catalog. */
final class DemoScript {
  private static final String SPOT = "spot-optimizer";
  private static final String ORDERS = "orders";

  private final DemoEnvironment environment;
  private final Narrator narrator;
  private final KubectlSession cluster;
  private final Secret spotPassword = Secret.of(UUID.randomUUID().toString());
  private final Secret ordersPassword = Secret.of(UUID.randomUUID().toString());
  private final Secret newPassword = Secret.of(UUID.randomUUID().toString());
  private final SchemaCatalog spot;
  private final SchemaCatalog orders;

  DemoScript(DemoEnvironment environment, Narrator narrator) {
    this.environment = environment;
    this.narrator = narrator;
    this.cluster = new KubectlSession(environment, narrator);
    this.spot = new SchemaCatalog(environment.postgres().administrator("spot_optimizer"));
    this.orders = new SchemaCatalog(environment.postgres().administrator("orders"));
  }

  /**
   * Runs the steps.
   *
   * @throws IllegalStateException when a command fails or a wait times out
   */
  void run() {
    createDatabases();
    upgradeToHead();
    downgradeToTheFirst();
    failWithABrokenRevision();
    rotateThePassword();
    loseAFile();
    downgradeToBase();
  }

  private void createDatabases() {
    narrator.step(
        "Two databases and their Secrets",
        """
        Each database has an owner that is no superuser. One Secret holds the pieces, the other one
        a URL; both layouts are recognised. The passwords are not shown, here or anywhere.\
        """);
    var first = environment.postgres().createDatabase("spot_optimizer", spotPassword);
    cluster.kubectlWithSecret(
        spotPassword.reveal(),
        "create",
        "secret",
        "generic",
        SPOT + "-db",
        "--from-literal=host=" + first.host(),
        "--from-literal=port=" + first.port(),
        "--from-literal=dbname=" + first.database(),
        "--from-literal=user=" + first.user(),
        "--from-literal=password=********");
    var second = environment.postgres().createDatabase("orders", ordersPassword);
    cluster.kubectlWithSecret(
        ordersPassword.reveal(),
        "create",
        "secret",
        "generic",
        ORDERS + "-db",
        "--from-literal=uri=postgresql://orders:********@"
            + second.host()
            + ":"
            + second.port()
            + "/orders");
  }

  private void upgradeToHead() {
    narrator.step(
        "To head",
        """
        The resource names a target, a database and a source: here the directory that is shipped
        with the operator. 001 makes the schema, 002 the first rows.\
        """);
    cluster.kubectl("apply", "-f", "deploy/examples/spot-optimizer.yaml");
    cluster.awaitReady(SPOT);
    cluster.show();
    narrator.check("status", "True Succeeded at 002", cluster.status(SPOT));
    narrator.check("catalogue", "13 tables, 12 enums, 58 indexes", spot.counts());
    narrator.check("rows of 002", "1 user, 4 templates", rows());
  }

  private void downgradeToTheFirst() {
    narrator.step(
        "Down to 001",
        """
        The same field takes it down again: what 002 did is undone by its own rollback, and
        nothing else is touched.\
        """);
    setTarget(SPOT, "001");
    cluster.awaitReady(SPOT);
    cluster.show();
    narrator.check("status", "True Succeeded at 001", cluster.status(SPOT));
    narrator.check("catalogue", "13 tables, 12 enums, 58 indexes", spot.counts());
    narrator.check("rows of 002", "0 users, 0 templates", rows());
  }

  private void failWithABrokenRevision() {
    narrator.step(
        "A broken revision",
        """
        Another team keeps its revision files in a ConfigMap. Its first revision is applied; then a
        second one arrives with a slip of the pen in its second statement.\
        """);
    cluster.kubectl("apply", "-f", "deploy/examples/orders.yaml");
    cluster.awaitReady(ORDERS);
    var before = orders.everything();
    cluster.kubectl("apply", "-f", "deploy/examples/orders-broken.yaml");
    cluster.awaitReason(ORDERS, "MigrationFailed");
    cluster.show();
    narrator.print("\nThe message says where: " + cluster.message(ORDERS));
    narrator.check("status", "False MigrationFailed at 001", cluster.status(ORDERS));
    narrator.check(
        "message names revision, statement and place",
        "yes",
        yesOrNo(
            cluster
                .message(ORDERS)
                .matches("revision 002, changeset orders:002, statement 2.*\"ONN\".*42601.*")));
    narrator.check("database untouched", "yes", yesOrNo(before.equals(orders.everything())));

    narrator.print("\nThe file is repaired. Nobody touches the SchemaMigration.");
    cluster.kubectl("apply", "-f", "deploy/examples/orders-fixed.yaml");
    cluster.awaitReason(ORDERS, "Succeeded");
    cluster.show();
    narrator.check("status", "True Succeeded at 002", cluster.status(ORDERS));
    narrator.check(
        "index of 002",
        "order_items_article_idx",
        orders.value(
            "SELECT indexname FROM pg_indexes WHERE indexname = 'order_items_article_idx'"));
  }

  private void rotateThePassword() {
    narrator.step(
        "A rotated password",
        """
        The password is changed on the server, and the next move meets the old one. As soon as the
        Secret has the new one, the operator goes on by itself.\
        """);
    environment.postgres().changePassword("spot_optimizer", newPassword);
    setTarget(SPOT, "head");
    cluster.awaitReason(SPOT, "AuthenticationFailed");
    cluster.show();
    narrator.check("status", "False AuthenticationFailed at 001", cluster.status(SPOT));
    cluster.kubectlWithSecret(
        newPassword.reveal(),
        "patch",
        "secret",
        SPOT + "-db",
        "-p",
        "{\"stringData\":{\"password\":\"********\"}}");
    cluster.awaitReady(SPOT);
    cluster.show();
    narrator.check("status", "True Succeeded at 002", cluster.status(SPOT));
    narrator.check("rows of 002", "1 user, 4 templates", rows());
  }

  private void loseAFile() {
    narrator.step(
        "A file that is gone",
        """
        The file of 002 disappears. That may be a reverted commit, a wrong path or a branch that is
        behind, so nothing is undone for it, and the message says how to go on.\
        """);
    var before = orders.everything();
    cluster.kubectl("apply", "-f", "deploy/examples/orders.yaml");
    cluster.awaitReason(ORDERS, "SourceShrank");
    cluster.show();
    narrator.print("\nThe message lists the ways on: " + cluster.message(ORDERS));
    narrator.check("status", "False SourceShrank at 002", cluster.status(ORDERS));
    narrator.check("database untouched", "yes", yesOrNo(before.equals(orders.everything())));

    narrator.print("\nOne way: the target names the revision to go down to.");
    setTarget(ORDERS, "001");
    cluster.awaitReadyAt(ORDERS, "001");
    narrator.check("status", "True Succeeded at 001", cluster.status(ORDERS));

    narrator.print("\nThe other way: the resource says once that a reverted commit is undone.");
    cluster.kubectl("apply", "-f", "deploy/examples/orders-fixed.yaml");
    patch(ORDERS, "{\"spec\":{\"target\":\"head\",\"sourceShrinks\":\"Allow\"}}");
    cluster.awaitReadyAt(ORDERS, "002");
    cluster.kubectl("apply", "-f", "deploy/examples/orders.yaml");
    cluster.awaitReadyAt(ORDERS, "001");
    cluster.show();
    narrator.check("status", "True Succeeded at 001", cluster.status(ORDERS));
  }

  private void downgradeToBase() {
    narrator.step(
        "Back to base",
        """
        Base is a target like any other: everything is undone, newest first, until the schema is as
        empty as it was.\
        """);
    setTarget(SPOT, "base");
    cluster.awaitReady(SPOT);
    cluster.show();
    narrator.check("status", "True Succeeded at base", cluster.status(SPOT));
    narrator.check("schema public holds", "nothing", spot.everything());
  }

  private void setTarget(String name, String target) {
    patch(name, "{\"spec\":{\"target\":\"" + target + "\"}}");
  }

  private void patch(String name, String patch) {
    cluster.kubectl("patch", "schemamigration", name, "--type=merge", "-p", patch);
  }

  private String rows() {
    return spot.value(
        """
        SELECT format('%s user%s, %s templates', users, CASE users WHEN 1 THEN '' ELSE 's' END,
          (SELECT count(*) FROM node_templates))
        FROM (SELECT count(*) users FROM users) counted\
        """);
  }

  private static String yesOrNo(boolean holds) {
    return holds ? "yes" : "no";
  }
}
