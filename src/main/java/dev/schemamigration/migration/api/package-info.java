/** What is asked of a pass and what it reports. */
@NullMarked
package dev.schemamigration.migration.api;

import org.jspecify.annotations.NullMarked;
