/** Connection data of a database: its settings, and how URLs and Secrets are read into them. */
@NullMarked
package dev.schemamigration.database.connection;

import org.jspecify.annotations.NullMarked;
