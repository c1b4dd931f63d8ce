package dev.schemamigration.source;

/**
 * One line of the comment at the top of a file.
 *
 * @param number counted from 1 in the file
 * @param text without the comment's own signs and without outer blanks
 */
record CommentLine(int number, String text) {}
