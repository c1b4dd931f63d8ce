package dev.schemamigration.engine.format;

/**
 * Where the definition of a property applies, as its author wrote it; empty texts restrict nothing.
 *
 * @param databases names of database products, separated by commas
 * @param context an expression over contexts
 * @param labels separated by commas
 */
record PropertyScope(String databases, String context, String labels) {}
