/** Holds the written pages to the code. */
@NullMarked
package dev.schemamigration.docs;

import org.jspecify.annotations.NullMarked;
