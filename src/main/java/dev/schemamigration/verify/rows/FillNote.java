package dev.schemamigration.verify.rows;

/**
 * A table that got no generated row.
 *
 * @param why as the server said it, or what is missing
 */
public record FillNote(String table, String why) {}
