@NullMarked
package dev.schemamigration.cli.resource;

import org.jspecify.annotations.NullMarked;
