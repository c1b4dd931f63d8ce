/** Creates databases that are thrown away, beside an existing one, and drops those left behind. */
@NullMarked
package dev.schemamigration.scratch;

import org.jspecify.annotations.NullMarked;
