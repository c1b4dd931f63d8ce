/** Writes new revision files. */
@NullMarked
package dev.schemamigration.source.authoring;

import org.jspecify.annotations.NullMarked;
