/** Digests, durations and distances of words: what every layer does with text. */
@NullMarked
package dev.schemamigration.text;

import org.jspecify.annotations.NullMarked;
