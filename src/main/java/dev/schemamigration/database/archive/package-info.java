/** Packs the texts of applied revisions for the archive, and unpacks them within bounds. */
@NullMarked
package dev.schemamigration.database.archive;

import org.jspecify.annotations.NullMarked;
