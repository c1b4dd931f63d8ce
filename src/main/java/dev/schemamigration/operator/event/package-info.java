/** Finds what is worth an Event, and stores Events in the API and lines in the log. */
@NullMarked
package dev.schemamigration.operator.event;

import org.jspecify.annotations.NullMarked;
