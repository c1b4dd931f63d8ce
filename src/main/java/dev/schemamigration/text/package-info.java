/** Text functions for every layer: digests, durations and edit distance. */
@NullMarked
package dev.schemamigration.text;

import org.jspecify.annotations.NullMarked;
