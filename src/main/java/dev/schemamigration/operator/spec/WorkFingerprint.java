package dev.schemamigration.operator.spec;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.text.Digest;
import java.util.List;
import java.util.TreeMap;

/** Digest of what a request does, equal for the same work under other credentials. */
final class WorkFingerprint {
  private WorkFingerprint() {}

  static String of(Request request) {
    var digest = new Digest().add(request.goal().target());
    addDatabase(digest, request.database());
    addBundle(digest, request.bundle());
    addParameters(digest, request.parameters());
    digest.add(Integer.toString(request.filter().contexts().size()));
    request.filter().contexts().forEach(digest::add);
    return digest
        .add(request.filter().labels())
        .add(request.rules().toString())
        .add(request.execution().toString())
        .add(request.adoption().name())
        .hex();
  }

  static void addParameters(Digest digest, List<Parameter> parameters) {
    parameters.stream()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(parameter -> digest.add(parameter.name()).add(parameter.value()));
  }

  static void addDatabase(Digest digest, ConnectionSettings database) {
    digest
        .add(database.host())
        .add(Integer.toString(database.port()))
        .add(database.database())
        .add(database.schema().orElse(""))
        .add(database.trackingSchema())
        .add(database.role().orElse(""));
  }

  private static void addBundle(Digest digest, Bundle bundle) {
    digest.add(Integer.toString(bundle.files().size()));
    bundle.files().forEach(file -> digest.add(file.path()).add(file.content()));
    digest.add(Integer.toString(bundle.resources().size()));
    new TreeMap<>(bundle.resources()).forEach(digest::add);
  }
}
