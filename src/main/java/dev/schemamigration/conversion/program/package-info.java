/**
 * Runs the programs of other tools, so that what is imported can be compared with what they build.
 */
@NullMarked
package dev.schemamigration.conversion.program;

import org.jspecify.annotations.NullMarked;
