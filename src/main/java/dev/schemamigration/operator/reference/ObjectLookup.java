package dev.schemamigration.operator.reference;

import java.util.Optional;

/** Finds the contents of objects that resources refer to. */
public interface ObjectLookup {
  /** The values of an object; empty when there is no such object. */
  Optional<ObjectContents> contents(WatchedKind<?> kind, String namespace, String name);

  /** One for the values that are stored now, where this one may answer from what was known last. */
  default ObjectLookup latest() {
    return this;
  }
}
