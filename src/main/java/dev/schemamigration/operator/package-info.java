/** The controller: events in, one reconciliation per resource, status out. */
@NullMarked
package dev.schemamigration.operator;

import org.jspecify.annotations.NullMarked;
