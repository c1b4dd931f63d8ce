/** The Liquibase adapter: previews, runs and undoes one revision. */
@NullMarked
package dev.schemamigration.engine;

import org.jspecify.annotations.NullMarked;
