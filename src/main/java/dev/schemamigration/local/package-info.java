/** Postgres, the Kubernetes API and the operator as processes of this machine. */
@NullMarked
package dev.schemamigration.local;

import org.jspecify.annotations.NullMarked;
