/** Prepares the plan of a request: checks the record, resolves the target, applies the policy. */
@NullMarked
package dev.schemamigration.migration.planning;

import org.jspecify.annotations.NullMarked;
