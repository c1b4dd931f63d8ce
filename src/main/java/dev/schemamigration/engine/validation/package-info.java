/** Refuses statements and file paths that a changelog must not contain. */
@NullMarked
package dev.schemamigration.engine.validation;

import org.jspecify.annotations.NullMarked;
