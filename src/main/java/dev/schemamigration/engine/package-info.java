/** Parses, applies and undoes revisions through Liquibase. */
@NullMarked
package dev.schemamigration.engine;

import org.jspecify.annotations.NullMarked;
