/** The graph of revisions, and what a target string means in it. */
@NullMarked
package dev.schemamigration.revision;

import org.jspecify.annotations.NullMarked;
