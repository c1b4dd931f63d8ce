/** What can be wrong with revision files, and where. */
@NullMarked
package dev.schemamigration.source.fault;

import org.jspecify.annotations.NullMarked;
