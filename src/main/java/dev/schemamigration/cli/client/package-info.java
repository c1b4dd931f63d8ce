/** Runs passes, verifications and comparisons for the command line. */
@NullMarked
package dev.schemamigration.cli.client;

import org.jspecify.annotations.NullMarked;
