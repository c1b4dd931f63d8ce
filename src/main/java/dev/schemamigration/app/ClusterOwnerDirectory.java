package dev.schemamigration.app;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.migration.api.OwnerDirectory;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.regex.Pattern;

/**
 * Asks the API whether the resource that owns a database is still there.
 *
 * <p>A tenant may write any owner into a database of its own and see what follows, so nothing must
 * follow from what exists in other namespaces: there a resource is known by its uid only, which
 * nobody guesses.
 */
final class ClusterOwnerDirectory implements OwnerDirectory {
  /** Anything else would be a part of the request's path. */
  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  private final KubernetesClient client;

  ClusterOwnerDirectory(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public boolean isGone(DatabaseOwner owner, DatabaseOwner asker) {
    if (!owner.isOfSameInstallation(asker)
        || !OBJECT_NAME.matcher(owner.namespace()).matches()
        || !OBJECT_NAME.matcher(owner.name()).matches()) {
      return false;
    }
    try {
      var found =
          client
              .resources(SchemaMigration.class)
              .inNamespace(owner.namespace())
              .withName(owner.name())
              .get();
      return found == null
          || !owner.namespace().equals(asker.namespace())
              && !found.getMetadata().getUid().equals(owner.uid());
    } catch (KubernetesClientException e) {
      return false;
    }
  }
}
