/**
 * What a user can set, without a name: the operator and the command line each have one of their
 * own. Of contexts and labels, which every floor hands on, it has the value and its rules too.
 * Every package may use it.
 */
@NullMarked
package dev.schemamigration.setting;

import org.jspecify.annotations.NullMarked;
