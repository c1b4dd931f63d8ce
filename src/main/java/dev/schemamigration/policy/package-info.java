/** Decides whether a plan may run: a list of rules over a preview of the plan. */
@NullMarked
package dev.schemamigration.policy;

import org.jspecify.annotations.NullMarked;
