/** Real servers and databases that the tests of every package run against. */
@NullMarked
package dev.schemamigration.testing;

import org.jspecify.annotations.NullMarked;
