/** Proves from the catalog that a table runs nothing of others, before it is read or written. */
@NullMarked
package dev.schemamigration.database.proof;

import org.jspecify.annotations.NullMarked;
