/** Resolves the spec of a resource, and what it refers to, into the request of a pass. */
@NullMarked
package dev.schemamigration.operator.spec;

import org.jspecify.annotations.NullMarked;
