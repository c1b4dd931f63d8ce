package dev.schemamigration.engine.fault;

/**
 * The reason why something in a changelog is refused.
 *
 * @param what is refused, by the name that its author uses
 * @param remedy what to do instead
 */
public record Refusal(String what, String remedy) {}
