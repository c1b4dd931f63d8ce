/** Adapts Liquibase: its scope, database, executor and resources. */
@NullMarked
package dev.schemamigration.engine.liquibase;

import org.jspecify.annotations.NullMarked;
