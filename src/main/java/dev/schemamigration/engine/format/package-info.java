/** Reads changelogs of every format as hostile input, within limits. */
@NullMarked
package dev.schemamigration.engine.format;

import org.jspecify.annotations.NullMarked;
