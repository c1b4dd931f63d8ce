/** Plans: ordered steps from the revisions that are applied to those that should be. */
@NullMarked
package dev.schemamigration.plan;

import org.jspecify.annotations.NullMarked;
