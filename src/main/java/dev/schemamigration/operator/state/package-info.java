/** What is known of a resource, and the decision on the next action. */
@NullMarked
package dev.schemamigration.operator.state;

import org.jspecify.annotations.NullMarked;
