package dev.schemamigration.cli;

/** What every command works with. */
record Tools(Inputs inputs, Pass pass, Answers answers, Console console) {}
