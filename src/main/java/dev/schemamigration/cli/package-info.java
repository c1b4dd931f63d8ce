/** The command line: parses arguments, runs passes, prints reports; independent of Kubernetes. */
@NullMarked
package dev.schemamigration.cli;

import org.jspecify.annotations.NullMarked;
