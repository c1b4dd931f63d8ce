/**
 * The main job shown on one machine: a Kubernetes API and a Postgres of its own, the packaged
 * operator between them. Nothing in the flow depends on it.
 */
@NullMarked
package dev.schemamigration.demo;

import org.jspecify.annotations.NullMarked;
