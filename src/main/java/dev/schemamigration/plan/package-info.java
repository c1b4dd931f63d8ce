/** Ordered steps from where a database is to where it should be. */
@NullMarked
package dev.schemamigration.plan;

import org.jspecify.annotations.NullMarked;
