/** How to reach a database: settings, URLs, Secret layouts and the faults in them. */
@NullMarked
package dev.schemamigration.database.connection;

import org.jspecify.annotations.NullMarked;
