package dev.schemamigration.engine.fault;

/**
 * Why something is not done.
 *
 * @param what the thing, by the name its author knows
 * @param remedy what to do instead
 */
public record Refusal(String what, String remedy) {}
