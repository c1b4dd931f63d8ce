/**
 * Sources: what the {@code spec.source} of a resource refers to, fetched in the background.
 *
 * <p>A reconciliation never reads revision files itself. It asks for the fetch that belongs to the
 * resource's present spec and objects; while that is under way the spec is {@code Fetching},
 * nothing new is reported, and the end of the fetch triggers the next reconciliation. The fetch is
 * no part of the inspection that follows it, for two reasons: a source that cannot be used is
 * reported before anything that is wrong with parameters or the database, without a connection and
 * at once, and a changed source stops a run that is under way, beside which no inspection takes
 * place. It has threads of its own, so that sources do not wait behind databases that do not
 * answer.
 */
@NullMarked
package dev.schemamigration.operator.source;

import org.jspecify.annotations.NullMarked;
