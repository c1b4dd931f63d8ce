package dev.schemamigration.engine.sql;

/**
 * One statement of a script.
 *
 * @param text as it is sent, comments included
 * @param start offset at which the text begins in the script
 * @param firstToken offset in the script of what follows the comments at its beginning
 * @param shape normalized text by which it is classified: without comments and the contents of
 *     parentheses and strings, white space as one blank, truncated when long; the options of
 *     REINDEX are kept
 * @param metaCommand the {@code psql} command in it, backslash included; empty without one
 * @param unlocks whether it releases every advisory lock of the session
 * @param unclosed the token at its end that is never closed
 */
public record ScriptStatement(
    String text,
    int start,
    int firstToken,
    String shape,
    String metaCommand,
    boolean unlocks,
    Unclosed unclosed) {}
