package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.ConfigMapReference;
import dev.schemamigration.crd.v1alpha1.DatabaseSpec;
import dev.schemamigration.crd.v1alpha1.KeyReference;
import dev.schemamigration.crd.v1alpha1.ParameterSpec;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationSpec;
import dev.schemamigration.crd.v1alpha1.SourceSpec;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every Secret and ConfigMap that a spec names; all of them are in the resource's namespace. */
public record ReferencedNames(Set<String> secrets, Set<String> configMaps) {
  public ReferencedNames {
    secrets = Set.copyOf(secrets);
    configMaps = Set.copyOf(configMaps);
  }

  public static ReferencedNames of(@Nullable SchemaMigrationSpec spec) {
    var secrets = new TreeSet<String>();
    var configMaps = new TreeSet<String>();
    if (spec != null) {
      Optional.ofNullable(spec.database()).ifPresent(database -> addOf(database, secrets));
      Optional.ofNullable(spec.source()).ifPresent(source -> addOf(source, configMaps));
      spec.parameters().forEach(parameter -> addOf(parameter, secrets, configMaps));
    }
    return new ReferencedNames(secrets, configMaps);
  }

  private static void addOf(DatabaseSpec database, Set<String> secrets) {
    Optional.ofNullable(database.secretRef()).ifPresent(secret -> secrets.add(secret.name()));
    add(database.usernameFrom(), secrets);
    add(database.passwordFrom(), secrets);
    add(database.sslRootCertFrom(), secrets);
  }

  private static void addOf(SourceSpec source, Set<String> configMaps) {
    Optional.ofNullable(source.configMaps())
        .ifPresent(list -> list.stream().map(ConfigMapReference::name).forEach(configMaps::add));
  }

  private static void addOf(ParameterSpec parameter, Set<String> secrets, Set<String> configMaps) {
    var from = parameter.valueFrom();
    if (from != null) {
      add(from.secretKeyRef(), secrets);
      add(from.configMapKeyRef(), configMaps);
    }
  }

  private static void add(@Nullable KeyReference reference, Set<String> names) {
    if (reference != null) {
      names.add(reference.name());
    }
  }
}
