package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;

/** Writes the status of one resource. */
interface StatusWriter {

  /** What became of it. */
  enum Result {
    WRITTEN,
    /** The resource has changed or been replaced meanwhile, and should be attended to again. */
    OVERTAKEN,
    /** The resource is gone. */
    GONE
  }

  Result write(SchemaMigration resource, SchemaMigrationStatus status);
}
