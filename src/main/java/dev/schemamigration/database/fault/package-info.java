/** What a server or the driver reports, classified once by SQLSTATE. */
@NullMarked
package dev.schemamigration.database.fault;

import org.jspecify.annotations.NullMarked;
