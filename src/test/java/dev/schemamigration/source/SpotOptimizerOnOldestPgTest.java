package dev.schemamigration.source;

import dev.schemamigration.testing.TestPostgres;

class SpotOptimizerOnOldestPgTest extends SpotOptimizerContract {
  SpotOptimizerOnOldestPgTest() {
    super(TestPostgres.oldest());
  }
}
