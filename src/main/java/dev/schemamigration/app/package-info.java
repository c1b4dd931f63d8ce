/** The composition root: settings, wiring, start and end of the process. */
@NullMarked
package dev.schemamigration.app;

import org.jspecify.annotations.NullMarked;
