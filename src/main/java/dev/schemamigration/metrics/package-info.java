/** Meters about migrations, updated from the reports of passes. */
@NullMarked
package dev.schemamigration.metrics;

import org.jspecify.annotations.NullMarked;
