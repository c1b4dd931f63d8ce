package dev.schemamigration.operator.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.migration.api.Claim;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.reference.KnownObjects;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.source.SourceFetcher;
import dev.schemamigration.policy.Permission;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.testing.Changelogs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
  private static final String SOURCE = Changelogs.inline(Changelogs.linear(1));
  private static final String PLAN = "sha256:" + "0a".repeat(32);
  private static final String DATABASE = "database: {secretRef: {name: db}}\n";

  private final KnownObjects objects =
      new KnownObjects()
          .secret("db", Map.of("uri", "postgresql://app:pw@db.shop/orders", "user", "x"))
          .secret("login", Map.of("u", "bob\n", "p", " pass word \n"))
          .configMap("one", Map.of("001_r1.sql", Changelogs.R1))
          .configMap("two", Map.of("002_r2.sql", Changelogs.R2));

  @Test
  void aSpecWithItsDefaultsIsARequest() {
    var request = request(DATABASE + SOURCE);

    assertThat(request.requester().name()).isEqualTo("shop/orders");
    assertThat(request.requester().generation()).isEqualTo(1);
    assertThat(request.goal()).isEqualTo(new Goal.Declared("head"));
    assertThat(request.rules()).isEqualTo(PolicyRules.DEFAULT);
    assertThat(request.execution()).isEqualTo(Execution.DEFAULT);
    assertThat(request.adoption()).isEqualTo(Request.Adoption.AUTO);
    assertThat(request.database().address()).isEqualTo("db.shop:5432/orders");
    assertThat(request.database().schema()).isEmpty();
    assertThat(request.database().trackingSchema()).isEqualTo("schema_migration");
    assertThat(request.bundle().files()).extracting(RevisionFile::id).containsExactly("r1");
  }

  @Test
  void everyFieldReachesTheRequest() {
    var request =
        request(
            """
            target: r1
            database:
              secretRef: {name: db}
              schema: app
              trackingSchema: track
              role: owner
            downgrade: Approve
            sourceShrinks: Allow
            approvedPlan: %s
            adopt: Never
            execution: {transaction: Plan, lockTimeout: 500ms, statementTimeout: 1m, deadline: 2h}
            """
                    .formatted(PLAN)
                + SOURCE);

    assertThat(request.goal()).isEqualTo(new Goal.Declared("r1"));
    assertThat(request.rules())
        .isEqualTo(new PolicyRules(Permission.APPROVE, true, Optional.of(PLAN)));
    assertThat(request.adoption()).isEqualTo(Request.Adoption.NEVER);
    assertThat(request.database().schema()).contains("app");
    assertThat(request.database().trackingSchema()).isEqualTo("track");
    assertThat(request.database().role()).contains("owner");
    assertThat(request.execution())
        .isEqualTo(
            new Execution(
                Execution.TransactionScope.PLAN,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                Duration.ofHours(2)));
  }

  @Test
  void theSchemaThatTheUrlNamesCountsWhenTheSpecNamesNone() {
    objects.secret("db", Map.of("uri", "postgresql://app:pw@db.shop/orders?currentSchema=app"));

    assertThat(request(DATABASE + SOURCE).database().schema()).contains("app");
  }

  @Test
  void aDatabaseCanBeGivenInPieces() {
    var database =
        request(
                """
                database:
                  host: db.shop
                  port: 6432
                  name: orders
                  usernameFrom: {name: login, key: u}
                  passwordFrom: {name: login, key: p}
                  sslMode: require
                """
                    + SOURCE)
            .database();

    assertThat(database.address()).isEqualTo("db.shop:6432/orders");
    assertThat(database.user()).isEqualTo("bob");
    assertThat(database.password().orElseThrow().reveal()).isEqualTo(" pass word ");
    assertThat(database.parameters()).containsEntry("sslmode", "require");
  }

  @Test
  void piecesGoBeforeTheSecret() {
    var database =
        request("database: {secretRef: {name: db}, host: other.shop, name: archive}\n" + SOURCE)
            .database();

    assertThat(database.address()).isEqualTo("other.shop:5432/archive");
    assertThat(database.user()).isEqualTo("app");
  }

  @Test
  void theOperatorsOwnDatabaseIsTheDefaultAndTheSpecMayChangeItsSchemasOnly() {
    var request = own("database: {schema: app}\n" + SOURCE);

    assertThat(request).isInstanceOf(ResolvedSpec.Usable.class);
    var database = request.database().orElseThrow();
    assertThat(database.address()).isEqualTo("own.shop:5432/own");
    assertThat(database.schema()).contains("app");
  }

  @Test
  void theOperatorsOwnCredentialsAreNeverSentToAHostThatATenantNames() {
    var inputs = own("database: {host: evil.shop}\n" + SOURCE);

    assertThat(inputs).isInstanceOf(ResolvedSpec.Unusable.class);
    assertThat(inputs.database()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "database: {}\n",
        "database: {trackingSchema: mine}\n",
        "database: {schema: app, role: owner}\n"
      })
  void theOperatorsOwnDatabaseServesOnlyTheNamespacesThatAreListed(String database) {
    var refused = (ResolvedSpec.Unusable) own(database + SOURCE, "system", "Shop", "sho");

    assertThat(refused.database()).isEmpty();
    assertThat(refused.fault().reason()).isEqualTo(Reason.DatabaseNotPermitted);
    assertThat(refused.fault().message())
        .isEqualTo(
            "spec.database: names no database, and resources of namespace \"shop\" may not use the"
                + " operator's own (DATABASE_URL); name a Secret in spec.database.secretRef, or let"
                + " the operator's administrator add the namespace to"
                + " SCHEMA_MIGRATION_DATABASE_NAMESPACES");
    assertThat(own(database + SOURCE, "system", "shop")).isInstanceOf(ResolvedSpec.Usable.class);
  }

  @Test
  void lineEndsAroundAValueAreNoPartOfItHoweverMany() {
    var ends = "\n".repeat(900_000);
    objects.secret("many", Map.of("u", ends + "bob\r\n", "v", "x" + ends + "y"));
    var fields = "database: {host: h, name: n, usernameFrom: {name: many, key: %s}}\n";

    assertThat(request(fields.formatted("u") + SOURCE).database().user()).isEqualTo("bob");
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> read(fields.formatted("v") + SOURCE));
  }

  @Test
  void severalConfigMapsMakeOneDirectory() {
    var request = request(DATABASE + "source: {configMaps: [{name: two}, {name: one}]}\n");

    assertThat(request.bundle().name()).isEqualTo("ConfigMaps two, one");
    assertThat(request.bundle().files()).extracting(RevisionFile::id).containsExactly("r1", "r2");
  }

  @Test
  void contextsAndLabelsChooseTheChangesets() {
    assertThat(request(DATABASE + SOURCE).filter()).isEqualTo(ChangesetFilter.NONE);
    assertThat(
            request(DATABASE + "contexts: [prod, '@eu']\nlabels: r1 and !beta\n" + SOURCE).filter())
        .isEqualTo(new ChangesetFilter(List.of("prod", "@eu"), "r1 and !beta"));
  }

  @Test
  void parametersComeFromValuesSecretsAndConfigMaps() {
    var request =
        request(
            DATABASE
                + """
                parameters:
                - {name: plain, value: v}
                - {name: hidden, valueFrom: {secretKeyRef: {name: login, key: u}}}
                - {name: shared, valueFrom: {configMapKeyRef: {name: one, key: 001_r1.sql}}}
                """
                + SOURCE);

    assertThat(request.parameters())
        .extracting("name", "value", "secret")
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("plain", "v", false),
            org.assertj.core.api.Assertions.tuple("hidden", "bob\n", true),
            org.assertj.core.api.Assertions.tuple("shared", Changelogs.R1, false));
  }

  @Test
  void parametersAreLimitedTogether() {
    var names = "abcde";
    var parameters = new StringBuilder("parameters:\n");
    objects.configMap("large", Map.of("k", "x".repeat(1 << 20)));
    for (char name : names.toCharArray()) {
      parameters.append(
          "- {name: %s, valueFrom: {configMapKeyRef: {name: large, key: k}}}\n".formatted(name));
    }

    var refused = (ResolvedSpec.Unusable) read(parameters + DATABASE + SOURCE);

    assertThat(refused.fault().reason()).isEqualTo(Reason.SourceTooLarge);
    assertThat(refused.fault().message())
        .isEqualTo(
            "spec.parameters: with e, the values have more than 4194304 characters together;"
                + " shorten them");
  }

  @Test
  void allThatIsNamedIsLimitedTogetherWhateverIsUsedOfIt() {
    var large = "x".repeat(1 << 20);
    var parameters = new StringBuilder("parameters:\n");
    for (int number = 0; number < 33; number++) {
      objects.configMap("large" + number, Map.of("k", "v", "unused", large));
      parameters.append(
          "- {name: p%d, valueFrom: {configMapKeyRef: {name: large%d, key: k}}}\n"
              .formatted(number, number));
    }

    var refused = (ResolvedSpec.Unusable) read(parameters + DATABASE + SOURCE);

    assertThat(refused.fault().reason()).isEqualTo(Reason.SourceTooLarge);
    assertThat(refused.fault().message())
        .isEqualTo(
            "spec: the Secrets and ConfigMaps that it names have more than 33554432 characters"
                + " together; name fewer or smaller ones");
    assertThat(refused.lasts()).isFalse();

    objects.configMap("large32", Map.of("k", "v"));
    objects.configMap("large31", Map.of("k", "v"));

    assertThat(read(parameters + DATABASE + SOURCE)).isInstanceOf(ResolvedSpec.Usable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "interval: soon | InvalidSpec | spec.interval: \"soon\" is not a duration from 1s to 8760h; write for example 10m",
        "interval: 0s | InvalidSpec | spec.interval: \"0s\" is not a duration from 1s to 8760h; write for example 10m",
        "downgrade: Perhaps | InvalidSpec | spec.downgrade: \"Perhaps\" is not known; write Allow,"
            + " Approve or Deny",
        "sourceShrinks: Perhaps | InvalidSpec | spec.sourceShrinks: \"Perhaps\" is not known; write"
            + " Refuse or Allow",
        "approvedPlan: yes please | InvalidSpec | spec.approvedPlan: \"yes please\" is not the hash of a"
            + " plan; copy status.plan.hash",
        "contexts: [prod, \"a,b\"] | InvalidSpec | spec.contexts: \"a,b\" is no name of a context; write"
            + " names only, each by itself: expressions stand in the revision files",
        "labels: (a or b | InvalidSpec | spec.labels: \"(a or b\" is no label expression: a parenthesis"
            + " is not closed; write labels with and, or, ! and parentheses between them, such as"
            + " \"a and !b\"",
        "adopt: Perhaps | InvalidSpec | spec.adopt: \"Perhaps\" is not known; write Auto or Never",
        "execution: {transaction: Some} | InvalidSpec | spec.execution.transaction: \"Some\" cannot be used; write Revision or Plan",
        "execution: {deadline: 0s} | InvalidSpec | spec.execution.deadline: \"0s\" cannot be used; write a duration longer than 0s, e.g. 1h",
        "execution: {lockTimeout: x} | InvalidSpec | spec.execution.lockTimeout: \"x\" cannot be used; write a duration of at most 596h, e.g. 500ms, 3s or 0s",
        "execution: {lockTimeout: 597h} | InvalidSpec | spec.execution.lockTimeout: \"597h\" cannot be used; write a duration of at most 596h, e.g. 500ms, 3s or 0s",
        "execution: {statementTimeout: 99999999h} | InvalidSpec | spec.execution.statementTimeout: \"99999999h\" cannot be used; write a duration of at most 596h, e.g. 500ms, 3s or 0s",
        "execution: {deadline: 596h1m} | InvalidSpec | spec.execution.deadline: \"596h1m\" cannot be used; write a duration of at most 596h, e.g. 500ms, 3s or 0s",
        "interval: 8760h1s | InvalidSpec | spec.interval: \"8760h1s\" is not a duration from 1s to 8760h; write for example 10m",
        "parameters: [{name: p}] | InvalidSpec | spec.parameters[p]: give exactly one of value, valueFrom.secretKeyRef, valueFrom.configMapKeyRef",
        "parameters: [{name: p, valueFrom: {secretKeyRef: {name: no, key: k}}}] | ParameterNotFound | spec.parameters[p]: there is no Secret \"no\" in namespace \"shop\"; create it",
        "parameters: [{name: p, valueFrom: {configMapKeyRef: {name: one, key: k}}}] | ParameterNotFound | spec.parameters[p]: the ConfigMap \"one\" has no key \"k\"; it has 001_r1.sql. Add the key or name another",
        "database: {secretRef: {name: no}} | SecretNotFound | spec.database.secretRef: there is no Secret \"no\" in namespace \"shop\"; create it",
        "database: {host: h, name: n, usernameFrom: {name: login, key: x}} | SecretNotFound | spec.database.usernameFrom: the Secret \"login\" has no key \"x\"; it has p, u. Add the key or name another",
        "target: head | InvalidConnection | spec.database: is not given, and the operator was started without DATABASE_URL; name a Secret in spec.database.secretRef",
      })
  void whatCannotBeUsedIsNamedWithItsRemedy(String field, Reason reason, String message) {
    var database = field.startsWith("database") || field.startsWith("target") ? "" : DATABASE;

    var inputs = (ResolvedSpec.Unusable) read(field + "\n" + database + SOURCE);

    assertThat(inputs.fault().reason()).isEqualTo(reason);
    assertThat(inputs.fault().message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "source: {} | InvalidSpec | spec.source: nothing is given; give exactly one of bundled, configMaps, inline",
        "source: {bundled: a, inline: {b.sql: c}} | InvalidSpec | spec.source: 2 sources are given; give exactly one of bundled, configMaps, inline",
        "source: {configMaps: [{name: no}]} | SourceNotFound | spec.source.configMaps: there is no ConfigMap \"no\" in namespace \"shop\"; create it",
        "source: {configMaps: [{name: one}, {name: again}]} | InvalidSource | spec.source.configMaps: \"one\" and \"again\" both have a file \"001_r1.sql\"; rename one",
        "source: {bundled: nothing} | SourceNotFound | bundled \"nothing\": there is no bundled directory of that name; use one of: spot-optimizer",
      })
  void aSourceThatCannotBeUsedIsNamedWithItsRemedy(String source, Reason reason, String message) {
    objects.configMap("again", Map.of("001_r1.sql", Changelogs.R1));

    var inputs = (ResolvedSpec.Unusable) read(DATABASE + source + "\n");

    assertThat(inputs.fault().reason()).isEqualTo(reason);
    assertThat(inputs.fault().message()).isEqualTo(message);
  }

  @Test
  void ofTwoFaultsTheOneOfTheEarlierConditionIsReported() {
    var inputs = (ResolvedSpec.Unusable) read("database: {secretRef: {name: no}}\nsource: {}\n");

    assertThat(inputs.fault().reason()).isEqualTo(Reason.InvalidSpec);
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "readme", "renamed"})
  void aSourceWithoutRevisionsIsAFaultByName(String configMap) {
    withEmptyConfigMaps();

    var resolved =
        (ResolvedSpec.Unusable)
            read(DATABASE + "source: {configMaps: [{name: " + configMap + "}]}\n");

    assertThat(resolved.fault().reason()).isEqualTo(Reason.SourceEmpty);
    assertThat(resolved.fault().message())
        .startsWith("ConfigMap " + configMap + ": holds no revision: looked for ");
  }

  @Test
  void aSourceWithoutRevisionsIsReportedBeforeTheDatabase() {
    withEmptyConfigMaps();

    var resolved =
        (ResolvedSpec.Unusable)
            read("database: {secretRef: {name: no}}\nsource: {configMaps: [{name: empty}]}\n");

    assertThat(resolved.fault().reason()).isEqualTo(Reason.SourceEmpty);
  }

  @Test
  void baseWrittenInTheSpecNeedsNoRevisions() {
    withEmptyConfigMaps();

    var request = request("target: base\n" + DATABASE + "source: {configMaps: [{name: empty}]}\n");

    assertThat(request.bundle().files()).isEmpty();
  }

  private void withEmptyConfigMaps() {
    objects
        .configMap("empty", Map.of())
        .configMap("readme", Map.of("README.md", "hi"))
        .configMap("renamed", Map.of("001_r1.sql.txt", Changelogs.R1));
  }

  @Test
  void faultsBeforeTheSourceAreReportedWithoutFetchingIt() {
    var inputs = (ResolvedSpec.Unusable) fetching("interval: soon\n" + DATABASE + SOURCE);

    assertThat(inputs.fault().message()).startsWith("spec.interval: ");
  }

  @Test
  void faultsAfterTheSourceAreReportedOnceItIsFetched() {
    var spec = "database: {secretRef: {name: no}}\n" + SOURCE;

    assertThat(fetching(spec)).isInstanceOf(ResolvedSpec.Fetching.class);
    assertThat(((ResolvedSpec.Unusable) read(spec)).fault().reason())
        .isEqualTo(Reason.SecretNotFound);
  }

  @Test
  void theDatabaseIsKnownWhileTheSourceIsBeingFetched() {
    assertThat(fetching(DATABASE + SOURCE).database().orElseThrow().address())
        .isEqualTo("db.shop:5432/orders");
  }

  @Test
  void aMissingSpecIsAFaultToo() {
    var resource = Given.resource(DATABASE + SOURCE);
    resource.setSpec(null);

    var inputs = (ResolvedSpec.Unusable) read(resource);

    assertThat(inputs.fault().message()).isEqualTo("spec: is missing; give at least spec.source");
  }

  @Test
  void theFingerprintChangesWithEveryValueAndTheWorkOnlyWithWhatIsAskedFor() {
    var before = (ResolvedSpec.Usable) read(DATABASE + SOURCE);
    objects.secret("db", Map.of("uri", "postgresql://app:rotated@db.shop/orders"));
    var rotated = (ResolvedSpec.Usable) read(DATABASE + SOURCE);
    var retargeted = (ResolvedSpec.Usable) read("target: r1\n" + DATABASE + SOURCE);

    assertThat(rotated.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(rotated.work()).isEqualTo(before.work());
    assertThat(retargeted.work()).isNotEqualTo(before.work());
  }

  private Request request(String spec) {
    var inputs = read(spec);
    assertThat(inputs).isInstanceOf(ResolvedSpec.Usable.class);
    return ((ResolvedSpec.Usable) inputs).request();
  }

  private ResolvedSpec read(String spec) {
    return read(Given.resource(spec));
  }

  @Test
  void aResourceClaimsItsDatabaseUnderItsIdentity() {
    var resource = Given.resource(DATABASE + SOURCE);

    assertThat(((ResolvedSpec.Usable) read(resource)).request().claim())
        .contains(
            new Claim(
                new DatabaseOwner("cluster", "shop", "orders", resource.getMetadata().getUid()),
                false));
    assertThat(
            ((ResolvedSpec.Usable)
                    read(Given.resource("takeOwnership: true\n" + DATABASE + SOURCE)))
                .request()
                .claim()
                .map(Claim::takeOver))
        .contains(true);
  }

  private ResolvedSpec read(SchemaMigration resource) {
    return read(resource, Optional.empty());
  }

  /** Resolved before the background has done anything. */
  private ResolvedSpec fetching(String spec) {
    var resource = Given.resource(spec);
    return new SpecResolver(
            new SpecReader(Optional.empty(), "test", () -> "cluster"),
            new SourceFetcher((namespace, notRun) -> {}))
        .resolve(
            resource,
            ReferenceSnapshot.take(resource, objects),
            () -> ReferenceSnapshot.take(resource, objects),
            () -> {});
  }

  private ResolvedSpec own(String spec) {
    return own(spec, "shop");
  }

  private ResolvedSpec own(String spec, String... namespaces) {
    return read(
        Given.resource(spec),
        Optional.of(
            new OperatorsDatabase(
                ConnectionUrl.fields("postgresql://operator:top@own.shop/own"),
                Set.of(namespaces))));
  }

  private ResolvedSpec read(SchemaMigration resource, Optional<OperatorsDatabase> operatorsOwn) {
    var snapshot = ReferenceSnapshot.take(resource, objects);
    var specs =
        new SpecResolver(
            new SpecReader(operatorsOwn, "test", () -> "cluster"),
            new SourceFetcher((namespace, fetch) -> fetch.run()));
    specs.resolve(resource, snapshot, () -> snapshot, () -> {});
    return specs.resolve(resource, snapshot, () -> snapshot, () -> {});
  }
}
