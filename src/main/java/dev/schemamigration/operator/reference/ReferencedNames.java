package dev.schemamigration.operator.reference;

import dev.schemamigration.crd.v1alpha1.ConfigMapReference;
import dev.schemamigration.crd.v1alpha1.DatabaseSpec;
import dev.schemamigration.crd.v1alpha1.KeyReference;
import dev.schemamigration.crd.v1alpha1.ParameterSource;
import dev.schemamigration.crd.v1alpha1.ParameterSpec;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationSpec;
import dev.schemamigration.crd.v1alpha1.SecretReference;
import dev.schemamigration.crd.v1alpha1.SourceSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the names of objects from every field of a spec that refers to some. */
final class ReferencedNames {
  private ReferencedNames() {}

  static Stream<String> secrets(SchemaMigrationSpec spec) {
    return Stream.concat(
        Stream.ofNullable(spec.database()).flatMap(ReferencedNames::secretsOfDatabase),
        parameters(spec).flatMap(from -> name(from.secretKeyRef())));
  }

  static Stream<String> configMaps(SchemaMigrationSpec spec) {
    return Stream.concat(
        Stream.ofNullable(spec.source()).flatMap(ReferencedNames::configMapsOfSource),
        parameters(spec).flatMap(from -> name(from.configMapKeyRef())));
  }

  private static Stream<String> secretsOfDatabase(DatabaseSpec database) {
    return Stream.of(
            Stream.ofNullable(database.secretRef()).map(SecretReference::name),
            name(database.usernameFrom()),
            name(database.passwordFrom()),
            name(database.sslRootCertFrom()))
        .flatMap(names -> names);
  }

  private static Stream<String> configMapsOfSource(SourceSpec source) {
    return Stream.ofNullable(source.configMaps())
        .flatMap(List::stream)
        .map(ConfigMapReference::name);
  }

  private static Stream<ParameterSource> parameters(SchemaMigrationSpec spec) {
    return spec.parameters().stream().map(ParameterSpec::valueFrom).filter(Objects::nonNull);
  }

  private static Stream<String> name(@Nullable KeyReference reference) {
    return Stream.ofNullable(reference).map(KeyReference::name);
  }
}
