/**
 * Fault injection: kills clients, connections and servers during a run, and verifies that the next
 * run recovers.
 */
@NullMarked
package dev.schemamigration.chaos;

import org.jspecify.annotations.NullMarked;
