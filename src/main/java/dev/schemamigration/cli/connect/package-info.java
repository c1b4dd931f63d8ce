/** Where the database of a command is: its URL, and what libpq's environment adds to it. */
@NullMarked
package dev.schemamigration.cli.connect;

import org.jspecify.annotations.NullMarked;
