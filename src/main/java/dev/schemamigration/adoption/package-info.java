/**
 * The history that another migration tool left in a database, and which revisions it stands for.
 */
@NullMarked
package dev.schemamigration.adoption;

import org.jspecify.annotations.NullMarked;
