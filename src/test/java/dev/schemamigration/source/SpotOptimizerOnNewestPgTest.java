package dev.schemamigration.source;

import dev.schemamigration.testing.TestPostgres;

class SpotOptimizerOnNewestPgTest extends SpotOptimizerContract {
  SpotOptimizerOnNewestPgTest() {
    super(TestPostgres.newest());
  }
}
