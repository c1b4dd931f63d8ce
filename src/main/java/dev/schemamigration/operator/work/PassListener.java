package dev.schemamigration.operator.work;

import dev.schemamigration.migration.api.Report;

/** Told of every pass, for metrics; called on the pass's thread, so it must be quick. */
public interface PassListener {
  /** Hears nothing. */
  PassListener SILENT = new PassListener() {};

  /** A look ended. */
  default void looked(String resource, Report report) {}

  /** A run ended. */
  default void ran(String resource, Report report) {}

  /** A run began to wait for a lock. */
  default void waited(String resource) {}

  /** A resource is gone. */
  default void forgotten(String resource) {}
}
