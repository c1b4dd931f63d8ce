package dev.schemamigration.autogenerate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RenameCommentsTest {
  @Test
  void commentsOfTablesAndColumnsAreRules() {
    assertThat(
            RenameComments.of(
                    """
                    CREATE TABLE other (id int);
                    -- renamed_from: invoice
                    CREATE TABLE IF NOT EXISTS app.bill (
                      id bigint PRIMARY KEY, -- a key
                      total numeric(8, 2) DEFAULT (1 + 2), -- renamed_from: amount
                      -- renamed_from: client
                      customer bigint,
                      "Last" text -- renamed_from: "La st"
                    );
                    CREATE TABLE plain (x int, -- renamed_from: y
                      z int);
                    -- renamed_from: nothing
                    """)
                .rules())
        .containsExactly(
            "invoice=app.bill",
            "invoice.amount=total",
            "invoice.client=customer",
            "invoice.\"La st\"=\"Last\"",
            "plain.y=x");
  }
}
