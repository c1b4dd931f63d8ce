/**
 * What a user can set, without a name: the operator and the command line each have one of their
 * own. Every package may use it.
 */
@NullMarked
package dev.schemamigration.setting;

import org.jspecify.annotations.NullMarked;
