/** Decides whether a plan may run. */
@NullMarked
package dev.schemamigration.policy;

import org.jspecify.annotations.NullMarked;
