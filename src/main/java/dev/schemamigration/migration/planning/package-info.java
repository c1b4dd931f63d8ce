/** From a request and the recorded state to a plan that is ready to run. */
@NullMarked
package dev.schemamigration.migration.planning;

import org.jspecify.annotations.NullMarked;
