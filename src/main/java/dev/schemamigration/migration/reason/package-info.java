/** Classifies the faults of all layers by reason, which determines their consequence. */
@NullMarked
package dev.schemamigration.migration.reason;

import org.jspecify.annotations.NullMarked;
