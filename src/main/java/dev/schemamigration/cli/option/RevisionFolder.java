package dev.schemamigration.cli.option;

import dev.schemamigration.source.Bundle;
import java.nio.file.Path;

/** A folder of revision files that a command may write into, and what was read from it. */
public record RevisionFolder(Path path, Bundle bundle) {}
