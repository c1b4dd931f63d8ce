/** Verifies a directory of revisions on scratch databases: up, down and up again, with rows. */
@NullMarked
package dev.schemamigration.verify;

import org.jspecify.annotations.NullMarked;
