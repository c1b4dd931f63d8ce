/** Reads a resource's spec and the objects that it names into a request. */
@NullMarked
package dev.schemamigration.operator.spec;

import org.jspecify.annotations.NullMarked;
