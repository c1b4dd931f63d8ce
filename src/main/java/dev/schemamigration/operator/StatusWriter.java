package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;

/** Writes the status of one resource. */
interface StatusWriter {

  /** What became of it. */
  enum Result {
    WRITTEN,
    /** Written, but the spec has changed meanwhile: the resource should be attended to again. */
    OVERTAKEN,
    /**
     * Not written: what is said was thought of another state of the resource, or by a process that
     * is not in charge any more.
     */
    REFUSED,
    /** The resource is gone. */
    GONE
  }

  Result write(SchemaMigration resource, SchemaMigrationStatus status);
}
