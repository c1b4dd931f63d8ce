/** What a changelog or its execution can be refused for. */
@NullMarked
package dev.schemamigration.engine.fault;

import org.jspecify.annotations.NullMarked;
