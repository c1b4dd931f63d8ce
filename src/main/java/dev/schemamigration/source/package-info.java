/** Turns revision files, wherever they come from, into a bundle: a graph and its changelogs. */
@NullMarked
package dev.schemamigration.source;

import org.jspecify.annotations.NullMarked;
