/** Request, report and listener of a migration: the values that operator and client exchange. */
@NullMarked
package dev.schemamigration.migration.api;

import org.jspecify.annotations.NullMarked;
