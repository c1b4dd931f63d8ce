/** Executes a request: one pass from a request to a report, for the operator and the client. */
@NullMarked
package dev.schemamigration.migration;

import org.jspecify.annotations.NullMarked;
