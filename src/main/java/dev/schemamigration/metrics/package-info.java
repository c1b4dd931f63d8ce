/** Metrics: of resources from their stored statuses at each scrape, and of passes as they end. */
@NullMarked
package dev.schemamigration.metrics;

import org.jspecify.annotations.NullMarked;
