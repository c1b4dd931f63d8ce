package dev.schemamigration.migration.reason;

/**
 * What a reason means for the operator, beside its message for people.
 *
 * @param station where the pass stops
 * @param next what becomes of the resource then
 */
record Consequence(Stage station, Disposition next) {}
