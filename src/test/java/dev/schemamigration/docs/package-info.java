/** Verifies that the documentation agrees with the code. */
@NullMarked
package dev.schemamigration.docs;

import org.jspecify.annotations.NullMarked;
