/** Reads the options of the command line, and resolves them to the inputs of a pass. */
@NullMarked
package dev.schemamigration.cli.option;

import org.jspecify.annotations.NullMarked;
