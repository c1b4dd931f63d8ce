/**
 * Asks the Kubernetes API about one resource, for commands that are told its name; no other command
 * loads a class of Kubernetes.
 */
@NullMarked
package dev.schemamigration.cli.cluster;

import org.jspecify.annotations.NullMarked;
