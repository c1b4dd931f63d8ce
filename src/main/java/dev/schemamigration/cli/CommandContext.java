package dev.schemamigration.cli;

/** The dependencies of a command. */
record CommandContext(
    OptionResolver inputs, MigrationClient client, CommandOutput output, Console console) {}
