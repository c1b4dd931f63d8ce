/** The command line: arguments in, requests to the pass, reports out; no Kubernetes anywhere. */
@NullMarked
package dev.schemamigration.cli;

import org.jspecify.annotations.NullMarked;
