package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;

/** Writes the status of one resource. */
interface StatusWriter {

  /** The result of a write. */
  enum Result {
    WRITTEN,
    /** Written, but the spec has changed meanwhile: the resource is reconciled again. */
    OVERTAKEN,
    /**
     * Not written: the resource has changed since it was read, or this process is not the leader
     * any more.
     */
    REFUSED,
    /** The resource has been deleted. */
    GONE
  }

  Result write(SchemaMigration resource, SchemaMigrationStatus status);
}
