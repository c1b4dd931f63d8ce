/** Converts the migration directories of other tools into revision directories. */
@NullMarked
package dev.schemamigration.conversion;

import org.jspecify.annotations.NullMarked;
