@NullMarked
package dev.schemamigration.cli.cluster;

import org.jspecify.annotations.NullMarked;
