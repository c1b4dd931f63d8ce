package dev.schemamigration.database.tracking;

import java.util.Objects;

/**
 * A resource as the owner of a database.
 *
 * @param installation identifies the operator's cluster, also after the operator is installed
 *     again; empty text where it cannot be known
 * @param namespace of the resource
 * @param name of the resource
 * @param uid of the resource, which one that is created again under the same name does not have
 */
public record DatabaseOwner(String installation, String namespace, String name, String uid) {
  public DatabaseOwner {
    Objects.requireNonNull(installation);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    Objects.requireNonNull(uid);
  }

  /** Whether the other is the same resource, or one created again under the same name. */
  public boolean isSameAs(DatabaseOwner other) {
    return uid.equals(other.uid)
        || isOfSameInstallation(other)
            && namespace.equals(other.namespace)
            && name.equals(other.name);
  }

  /** Whether both are known to be of the same installation. */
  public boolean isOfSameInstallation(DatabaseOwner other) {
    return !installation.isEmpty() && installation.equals(other.installation);
  }

  /** {@code namespace/name}. */
  public String qualifiedName() {
    return namespace + "/" + name;
  }

  /** All of it, for the journal and the log. */
  public String described() {
    return qualifiedName()
        + " (uid "
        + uid
        + ", installation "
        + (installation.isEmpty() ? "unknown" : installation)
        + ")";
  }
}
