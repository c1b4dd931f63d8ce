/** The migrations of other tools as values. */
@NullMarked
package dev.schemamigration.conversion.model;

import org.jspecify.annotations.NullMarked;
