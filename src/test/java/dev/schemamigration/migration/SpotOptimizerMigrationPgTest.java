package dev.schemamigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.BundledDirectories;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.CatalogListing;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Migrates the bundled directory in both directions. */
class SpotOptimizerMigrationPgTest {
  private static final String SERVERS = "dev.schemamigration.testing.TestPostgres#supported";

  private static Request request(MigrationFixture fixture, String target, Parameter... parameters) {
    return fixture.request(
        BundledDirectories.read("spot-optimizer"),
        target,
        PolicyRules.PERMISSIVE,
        List.of(parameters));
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void theCatalogueIsTheExpectedOneAndEmptyAgainAfterwards(TestPostgres server) {
    var fixture = new MigrationFixture(server.createDatabase());
    var catalogue = new CatalogListing(fixture.database);

    var up = fixture.migrate(request(fixture, "head"));

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(new Heads(List.of("002")));
    assertThat(catalogue.columns()).isEqualTo(CatalogListing.expected("columns.tsv"));
    assertThat(catalogue.enums()).isEqualTo(CatalogListing.expected("enums.tsv"));
    assertThat(catalogue.constraints()).isEqualTo(CatalogListing.expected("constraints.tsv"));
    assertThat(catalogue.indexes()).isEqualTo(CatalogListing.expected("indexes.tsv"));

    var down = fixture.migrate(request(fixture, "base"));

    assertThat(down.fault()).isEmpty();
    assertThat(down.heads()).contains(Heads.BASE);
    assertThat(catalogue.everything()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void aRotatedSecretBehindTheHashIsNoEditAndChangesNothing(TestPostgres server) {
    var fixture = new MigrationFixture(server.createDatabase());
    var email = new Parameter("adminEmail", "o'brien@example.org", false);

    fixture.migrate(
        request(fixture, "head", email, new Parameter("adminPasswordHash", "$2b$12$one", true)));
    var again =
        fixture.migrate(
            request(fixture, "head", email, new Parameter("adminPasswordHash", "$2b$12$2", true)));
    var down = fixture.migrate(request(fixture, "001"));

    assertThat(again.outcome()).isEqualTo(new Outcome.Settled());
    assertThat(down.fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT email FROM users")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void theParametersReachTheRow(TestPostgres server) {
    var fixture = new MigrationFixture(server.createDatabase());

    fixture.migrate(
        request(
            fixture,
            "head",
            new Parameter("adminEmail", "o'brien@example.org", false),
            new Parameter("adminPasswordHash", "$2b$12$one", true)));

    assertThat(fixture.database.rows("SELECT email, password_hash, role FROM users"))
        .containsExactly("o'brien@example.org\t$2b$12$one\tSUPER_ADMIN");
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void theSeedIsNotUndoneWhileItsAdministratorOwnsOtherRows(TestPostgres server) {
    var fixture = new MigrationFixture(server.createDatabase());
    fixture.migrate(request(fixture, "head"));
    fixture.database.execute(
        """
        INSERT INTO accounts (id, user_id, aws_account_id, role_arn, status)
        SELECT 'a1', id, '123456789012', 'arn', 'ACTIVE' FROM users
        """);

    var report = fixture.migrate(request(fixture, "001"));

    assertThat(report.fault())
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.reason()).isEqualTo(Reason.MigrationFailed);
              assertThat(fault.message())
                  .contains(
                      "revision 002",
                      "rows that it did not insert belong to its administrator or templates:"
                          + " accounts (1)",
                      "Delete those rows or give them to another user, then downgrade again.");
            });
    assertThat(report.heads()).contains(new Heads(List.of("002")));
    assertThat(fixture.database.rows("SELECT id FROM accounts")).containsExactly("a1");
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void anEmailThatIsTakenStopsTheSeedClearly(TestPostgres server) {
    var fixture = new MigrationFixture(server.createDatabase());
    fixture.migrate(request(fixture, "001"));
    fixture.database.execute(
        """
        INSERT INTO users (id, email, password_hash, role)
        VALUES ('someone', 'admin@spotoptimizer.com', 'x', 'CLIENT')
        """);

    var report = fixture.migrate(request(fixture, "head"));

    assertThat(report.fault())
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.reason()).isEqualTo(Reason.MigrationFailed);
              assertThat(fault.message())
                  .contains("revision 002", "statement 1", "ix_users_email", "23505");
            });
    assertThat(report.heads()).contains(new Heads(List.of("001")));
    assertThat(fixture.database.rows("SELECT id FROM users")).containsExactly("someone");
    assertThat(fixture.database.rows("SELECT id FROM node_templates")).isEmpty();
  }
}
