/** The context of a pass: its session, tracking tables and engine, and the report it builds. */
@NullMarked
package dev.schemamigration.migration.session;

import org.jspecify.annotations.NullMarked;
