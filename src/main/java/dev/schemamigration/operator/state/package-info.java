/** Holds what is known of a resource, and decides on its phase and the next action. */
@NullMarked
package dev.schemamigration.operator.state;

import org.jspecify.annotations.NullMarked;
