/** Reads revision files, wherever they come from, into a bundle: changelogs and their graph. */
@NullMarked
package dev.schemamigration.source;

import org.jspecify.annotations.NullMarked;
