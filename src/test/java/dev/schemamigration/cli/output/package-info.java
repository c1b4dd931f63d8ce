/** What commands write. */
@NullMarked
package dev.schemamigration.cli.output;

import org.jspecify.annotations.NullMarked;
