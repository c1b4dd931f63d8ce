/** Meters from reports: what monitoring can ask about migrations. */
@NullMarked
package dev.schemamigration.metrics;

import org.jspecify.annotations.NullMarked;
