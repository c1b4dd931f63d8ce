/** Loses clients, connections and servers at every moment, and looks at what is left. */
@NullMarked
package dev.schemamigration.chaos;

import org.jspecify.annotations.NullMarked;
