/** Applies, undoes and stamps one revision. */
@NullMarked
package dev.schemamigration.engine.run;

import org.jspecify.annotations.NullMarked;
