/** Opens the session of a pass and collects its report. */
@NullMarked
package dev.schemamigration.migration.session;

import org.jspecify.annotations.NullMarked;
