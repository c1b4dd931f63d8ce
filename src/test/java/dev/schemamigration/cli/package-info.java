/** The command line, in one process with the tests and as a packaged program. */
@NullMarked
package dev.schemamigration.cli;

import org.jspecify.annotations.NullMarked;
