/** One connection to a database: opened, locked, bounded and quoted. */
@NullMarked
package dev.schemamigration.database.session;

import org.jspecify.annotations.NullMarked;
