/** Runs the commands, a class each. */
@NullMarked
package dev.schemamigration.cli.command;

import org.jspecify.annotations.NullMarked;
