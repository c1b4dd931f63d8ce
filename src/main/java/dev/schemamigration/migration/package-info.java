/** The one pass from a request to a report, shared by operator and command line. */
@NullMarked
package dev.schemamigration.migration;

import org.jspecify.annotations.NullMarked;
