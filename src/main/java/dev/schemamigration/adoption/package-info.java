/** Reads the history of another migration tool and maps it to the revisions of the source. */
@NullMarked
package dev.schemamigration.adoption;

import org.jspecify.annotations.NullMarked;
