/** Adapts the comparison library: its model of a schema, its differences, its scripts. */
@NullMarked
package dev.schemamigration.schema.model;

import org.jspecify.annotations.NullMarked;
