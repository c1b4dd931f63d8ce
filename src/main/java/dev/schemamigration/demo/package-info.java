/**
 * The demo: upgrades and downgrades on one machine, with a Kubernetes API, a Postgres and the
 * packaged operator. Only the command line depends on it.
 */
@NullMarked
package dev.schemamigration.demo;

import org.jspecify.annotations.NullMarked;
