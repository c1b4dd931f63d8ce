/**
 * Sources: what the {@code spec.source} of a resource refers to, fetched in the background.
 *
 * <p>A reconciliation never parses revision files. It requests the fetch for the present state of
 * the resource and of the objects that it refers to; while that is under way the spec is {@code
 * Fetching} and nothing new is reported, and the end of the fetch triggers the next reconciliation.
 *
 * <p>A fetch is a step of its own before an inspection, and no part of it. A source that cannot be
 * used is reported at once, without a connection and before any fault of parameters or database;
 * and a changed source stops a run that is under way, during which no inspection runs. Fetches have
 * their own threads, so that they do not wait for databases that do not answer.
 */
@NullMarked
package dev.schemamigration.operator.source;

import org.jspecify.annotations.NullMarked;
