/** Executes a plan under the migration lock, with deadline, retries, journal and watchdog. */
@NullMarked
package dev.schemamigration.migration.run;

import org.jspecify.annotations.NullMarked;
