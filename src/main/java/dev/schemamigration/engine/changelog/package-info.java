/** Changesets and the statements that they generate. */
@NullMarked
package dev.schemamigration.engine.changelog;

import org.jspecify.annotations.NullMarked;
