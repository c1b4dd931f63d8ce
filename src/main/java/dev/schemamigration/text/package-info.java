/** Text functions for every layer: digests, durations, edit distance and printable forms. */
@NullMarked
package dev.schemamigration.text;

import org.jspecify.annotations.NullMarked;
