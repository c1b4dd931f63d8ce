/** Faults of a changelog and of its execution. */
@NullMarked
package dev.schemamigration.engine.fault;

import org.jspecify.annotations.NullMarked;
