/** Carries out a plan: lock, deadline, retries, journal, watchdog. */
@NullMarked
package dev.schemamigration.migration.run;

import org.jspecify.annotations.NullMarked;
