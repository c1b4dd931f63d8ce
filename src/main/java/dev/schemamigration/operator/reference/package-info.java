/** The objects that a resource refers to by name: which they are, their watches, their contents. */
@NullMarked
package dev.schemamigration.operator.reference;

import org.jspecify.annotations.NullMarked;
