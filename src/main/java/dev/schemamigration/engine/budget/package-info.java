/** Limits what a pass makes of the changelogs of a tenant, before memory and time are used. */
@NullMarked
package dev.schemamigration.engine.budget;

import org.jspecify.annotations.NullMarked;
