package dev.schemamigration.engine.sql;

/**
 * One statement of a script.
 *
 * @param text as it is sent, comments included
 * @param shape its words, for telling what it is: comments left out, one blank for any white space,
 *     contents of parentheses and strings left out, cut where it grows long; the options of REINDEX
 *     are kept
 * @param metaCommand the command of {@code psql} that stands in it, backslash included, or empty
 * @param unlocks whether it gives back every advisory lock of the session
 */
public record ScriptStatement(String text, String shape, String metaCommand, boolean unlocks) {}
