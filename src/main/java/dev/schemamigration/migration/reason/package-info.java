/** Reasons: what a fault is called, what happens next, and what it means for the schema. */
@NullMarked
package dev.schemamigration.migration.reason;

import org.jspecify.annotations.NullMarked;
