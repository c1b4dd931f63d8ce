/** Writes results and failures of commands: text, or one JSON object. */
@NullMarked
package dev.schemamigration.cli.output;

import org.jspecify.annotations.NullMarked;
