/** Answers whether a database has a revision, for applications that need it. */
@NullMarked
package dev.schemamigration.migration.readiness;

import org.jspecify.annotations.NullMarked;
