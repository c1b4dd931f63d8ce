package dev.schemamigration.cli;

/** What every command works with. */
record CommandContext(
    OptionResolver inputs, MigrationClient pass, CommandOutput answers, Console console) {}
