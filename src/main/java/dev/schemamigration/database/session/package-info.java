/** Opens sessions: their settings, timeouts, migration lock and lock holders, and pooler checks. */
@NullMarked
package dev.schemamigration.database.session;

import org.jspecify.annotations.NullMarked;
