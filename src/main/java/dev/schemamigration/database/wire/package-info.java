/** Guards connections: bounds what a server may send and how long, and what is sent to log in. */
@NullMarked
package dev.schemamigration.database.wire;

import org.jspecify.annotations.NullMarked;
