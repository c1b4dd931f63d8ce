package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;

/**
 * Knows which operator handles a resource, where several look at it: the one that its status names.
 * The status is written before a run starts and names the version that it was made from, so that of
 * two that begin at once one is refused.
 */
public interface ResourceHandlers {
  /** This operator, as a status names it. */
  String self();

  /** Whether another operator handles a resource, and still works. */
  boolean isLeftToAnother(SchemaMigration resource);

  /**
   * Whether {@link #isLeftToAnother} found last that another operator handles a resource and
   * certainly works. Asks nobody.
   */
  boolean isLeft(SchemaMigration resource);

  /** A resource is gone. */
  void forget(SchemaMigration resource);
}
