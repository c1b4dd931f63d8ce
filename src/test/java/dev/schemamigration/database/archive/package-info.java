/** How archived texts are packed. */
@NullMarked
package dev.schemamigration.database.archive;

import org.jspecify.annotations.NullMarked;
