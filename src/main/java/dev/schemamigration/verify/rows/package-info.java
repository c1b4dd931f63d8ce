/** Fills tables with generated rows, and compares what tables hold. */
@NullMarked
package dev.schemamigration.verify.rows;

import org.jspecify.annotations.NullMarked;
