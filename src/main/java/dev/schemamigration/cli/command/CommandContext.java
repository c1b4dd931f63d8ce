package dev.schemamigration.cli.command;

import dev.schemamigration.cli.client.ImportClient;
import dev.schemamigration.cli.client.MigrationClient;
import dev.schemamigration.cli.client.SchemaClient;
import dev.schemamigration.cli.client.VerificationClient;
import dev.schemamigration.cli.option.OptionResolver;
import dev.schemamigration.cli.output.CommandOutput;
import dev.schemamigration.cli.output.Console;

/** The dependencies of a command. */
public record CommandContext(
    OptionResolver inputs,
    MigrationClient client,
    VerificationClient verification,
    SchemaClient schemas,
    ImportClient imports,
    CommandOutput output,
    Console console) {}
