package dev.schemamigration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.schemamigration.testing.CatalogListing;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the bundled directory guarantees on every supported Postgres. */
abstract class SpotOptimizerContract {
  private static final String SCHEMA = "migrations/spot-optimizer/001_initial_schema.sql";
  private static final String SEED = "migrations/spot-optimizer/002_seed_data.sql";
  private static final String TEMPLATES =
      """
      SELECT t.name, t.families, t.architecture, t.strategy, t.disk_type, t.disk_size, t.is_default
      FROM node_templates t JOIN users u ON u.id = t.user_id
      WHERE u.role = 'SUPER_ADMIN' ORDER BY t.id
      """;

  private final TestDatabase database;
  private final PlainLiquibase liquibase;
  private final CatalogListing catalogue;

  SpotOptimizerContract(TestPostgres server) {
    database = server.createDatabase();
    liquibase = new PlainLiquibase(database);
    catalogue = new CatalogListing(database);
  }

  @BeforeEach
  void applySchema() {
    liquibase.update(SCHEMA, Map.of());
  }

  private void seed() {
    liquibase.update(SEED, Map.of());
  }

  private String administrator() {
    return database.one("SELECT id FROM users WHERE role = 'SUPER_ADMIN'");
  }

  @Test
  void theSchemaIsExactlyTheExpectedCatalogue() {
    assertThat(catalogue.columns()).isEqualTo(CatalogListing.expected("columns.tsv"));
    assertThat(catalogue.enums()).isEqualTo(CatalogListing.expected("enums.tsv"));
    assertThat(catalogue.constraints()).isEqualTo(CatalogListing.expected("constraints.tsv"));
    assertThat(catalogue.indexes()).isEqualTo(CatalogListing.expected("indexes.tsv"));
  }

  @Test
  void undoingTheSchemaLeavesNothingBehind() {
    liquibase.rollback(SCHEMA);

    assertThat(catalogue.everything()).isEmpty();
  }

  @Test
  void theSchemaCanBeAppliedAgainAfterItWasUndone() {
    var first = catalogue.everything();

    liquibase.rollback(SCHEMA);
    liquibase.update(SCHEMA, Map.of());

    assertThat(catalogue.everything()).isEqualTo(first);
  }

  @Test
  void theSeedIsTheDefaultAdministratorAndFourTemplates() {
    seed();

    assertThat(database.rows("SELECT email, role FROM users"))
        .containsExactly("admin@spotoptimizer.com\tSUPER_ADMIN");
    assertThat(database.rows(TEMPLATES))
        .containsExactly(
            "General Purpose - Balanced\t{m5,m6i,m7i}\tx86_64\tBALANCED\tGP3\t100\tY",
            "Compute Optimized - High Performance\t{c5,c6i,c7i}\tx86_64\tPERFORMANCE\tGP3\t100\tN",
            "Memory Optimized - Large Workloads\t{r5,r6i,r7i}\tx86_64\tBALANCED\tGP3\t200\tN",
            "ARM-Based - Cost Efficient\t{t4g,m6g,c6g}\tarm64\tCHEAPEST\tGP3\t100\tN");
  }

  @Test
  void theDefaultHashVerifiesTheDefaultPasswordAtCostTwelve() {
    seed();
    var hash = database.one("SELECT password_hash FROM users");

    assertThat(BCrypt.verifyer().verify("admin123".toCharArray(), hash).verified).isTrue();
    assertThat(BCrypt.verifyer().verify("admin124".toCharArray(), hash).verified).isFalse();
    assertThat(hash).startsWith("$2b$12$");
  }

  @Test
  void emailAndHashCanBeGivenAndMayHoldQuotationMarks() {
    liquibase.update(
        SEED, Map.of("adminEmail", "o'brien@example.org", "adminPasswordHash", "$2b$12$other;--"));

    assertThat(database.rows("SELECT email, password_hash FROM users"))
        .containsExactly("o'brien@example.org\t$2b$12$other;--");
  }

  @Test
  void seedingFailsClearlyWhenTheEmailIsTaken() {
    insertUser("someone", "admin@spotoptimizer.com");

    assertThatThrownBy(this::seed)
        .hasMessageContaining("duplicate key value violates unique constraint \"ix_users_email\"")
        .hasMessageContaining("Key (email)=(admin@spotoptimizer.com) already exists.");
    assertThat(database.rows("SELECT id FROM users")).containsExactly("someone");
    assertThat(database.rows("SELECT id FROM node_templates")).isEmpty();
  }

  @Test
  void undoingTheSeedRemovesExactlyItsRows() {
    insertUser("someone", "someone@example.org");
    insertTemplate("kept", "someone", "General Purpose - Balanced");
    insertTemplate("also-kept", "someone", "Compute Optimized - High Performance II");
    seed();

    liquibase.rollback(SEED);

    assertThat(database.rows("SELECT id FROM users")).containsExactly("someone");
    assertThat(database.rows("SELECT id FROM node_templates ORDER BY id"))
        .containsExactly("also-kept", "kept");
  }

  @Test
  void undoingTheSeedFindsItsRowsUnderOtherNames() {
    seed();
    database.execute(
        "UPDATE users SET email = 'root@example.org', password_hash = 'x'",
        "UPDATE node_templates SET name = name || ' (old)'");

    liquibase.rollback(SEED);

    assertThat(database.rows("SELECT id FROM users UNION SELECT id FROM node_templates")).isEmpty();
  }

  @Test
  void undoingTheSeedStopsWhenTheAdministratorOwnsAnotherTemplate() {
    seed();
    insertTemplate("own", administrator(), "Mine");

    assertUndoIsRefused("node_templates (1)");
  }

  @Test
  void undoingTheSeedStopsWhenTheAdministratorOwnsAccounts() {
    seed();
    insertAccount("a1", administrator());
    insertAccount("a2", administrator());
    insertTemplate("own", administrator(), "Mine");

    assertUndoIsRefused("accounts (2), node_templates (1)");
  }

  @Test
  void undoingTheSeedStopsForTablesThatLaterRevisionsAdded() {
    seed();
    database.execute(
        """
        CREATE TABLE "Notes" (
          author varchar(36) REFERENCES users (id) ON DELETE SET NULL,
          template varchar(36) REFERENCES node_templates (id) ON DELETE CASCADE)
        """,
        "INSERT INTO \"Notes\" (author) VALUES ('%s')".formatted(administrator()),
        "INSERT INTO \"Notes\" (template) SELECT id FROM node_templates");

    assertUndoIsRefused("\"Notes\" (1), \"Notes\" (4)");
  }

  private void assertUndoIsRefused(String owned) {
    assertThatThrownBy(() -> liquibase.rollback(SEED))
        .hasMessageContaining(
            "ERROR: revision 002 cannot be undone: rows that it did not insert belong to its"
                + " administrator or templates: "
                + owned)
        .hasMessageContaining(
            "Hint: Delete those rows or give them to another user, then downgrade again.")
        .rootCause()
        .extracting("SQLState")
        .isEqualTo("23001");
    assertThat(database.rows("SELECT id FROM users WHERE role = 'SUPER_ADMIN'")).hasSize(1);
  }

  private void insertUser(String id, String email) {
    database.execute(
        "INSERT INTO users (id, email, password_hash, role) VALUES ('%s', '%s', 'x', 'CLIENT')"
            .formatted(id, email));
  }

  private void insertTemplate(String id, String user, String name) {
    database.execute(
        """
        INSERT INTO node_templates (id, user_id, name, families, strategy, disk_type)
        VALUES ('%s', '%s', '%s', '{m5}', 'BALANCED', 'GP3')
        """
            .formatted(id, user, name));
  }

  private void insertAccount(String id, String user) {
    database.execute(
        """
        INSERT INTO accounts (id, user_id, aws_account_id, role_arn, status)
        VALUES ('%s', '%s', '123456789012', 'arn', 'ACTIVE')
        """
            .formatted(id, user));
  }
}
