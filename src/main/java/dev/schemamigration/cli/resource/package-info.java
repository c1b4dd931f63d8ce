/** Commands that look at one resource of a cluster, and change it as people do. */
@NullMarked
package dev.schemamigration.cli.resource;

import org.jspecify.annotations.NullMarked;
