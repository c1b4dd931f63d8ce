/** The tracking tables: what is applied, archived and journaled. */
@NullMarked
package dev.schemamigration.database.tracking;

import org.jspecify.annotations.NullMarked;
