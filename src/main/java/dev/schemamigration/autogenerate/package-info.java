/**
 * Makes revisions of the difference between what migrations lead to and a desired schema, proves
 * them on scratch databases, and finds drift.
 */
@NullMarked
package dev.schemamigration.autogenerate;

import org.jspecify.annotations.NullMarked;
