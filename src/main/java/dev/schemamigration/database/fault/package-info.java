/** Classifies what the server or the driver reports, by SQLSTATE, and removes secrets from it. */
@NullMarked
package dev.schemamigration.database.fault;

import org.jspecify.annotations.NullMarked;
