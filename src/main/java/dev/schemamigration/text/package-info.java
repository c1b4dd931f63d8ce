/**
 * Text functions for every layer: digests, durations, edit distance, order, printable forms and
 * names.
 */
@NullMarked
package dev.schemamigration.text;

import org.jspecify.annotations.NullMarked;
