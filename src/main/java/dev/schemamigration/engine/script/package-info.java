/** Takes scripts of other tools apart as Postgres does. */
@NullMarked
package dev.schemamigration.engine.script;

import org.jspecify.annotations.NullMarked;
