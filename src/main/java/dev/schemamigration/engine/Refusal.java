package dev.schemamigration.engine;

/**
 * Why something is not done.
 *
 * @param what the thing, by the name its author knows
 * @param remedy what to do instead
 */
record Refusal(String what, String remedy) {}
