/** Draws histories as text, SVG, Mermaid and DOT. */
@NullMarked
package dev.schemamigration.revision.drawing;

import org.jspecify.annotations.NullMarked;
