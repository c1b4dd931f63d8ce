/** Algorithms on the edges of the revision graph, by node index. */
@NullMarked
package dev.schemamigration.revision.dag;

import org.jspecify.annotations.NullMarked;
