/** Reads one revision file: its name, its header and its format. */
@NullMarked
package dev.schemamigration.source.file;

import org.jspecify.annotations.NullMarked;
