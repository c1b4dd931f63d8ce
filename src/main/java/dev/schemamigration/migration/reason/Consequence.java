package dev.schemamigration.migration.reason;

/**
 * The consequence of a reason for the operator.
 *
 * @param stage at which the pass stops
 * @param next what the work queue does with the resource
 */
record Consequence(Stage stage, Disposition next) {}
