/**
 * The kinds of statements that a changeset outside of a transaction can hold, one class a kind: how
 * the kind is recognized, and how its effect is found, completed or removed after a failure.
 */
@NullMarked
package dev.schemamigration.engine.autocommit.kind;

import org.jspecify.annotations.NullMarked;
