/** Lists what a database consists of from its system catalog, kind by kind. */
@NullMarked
package dev.schemamigration.schema.catalog;

import org.jspecify.annotations.NullMarked;
