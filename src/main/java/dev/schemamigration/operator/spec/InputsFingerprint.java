package dev.schemamigration.operator.spec;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.reference.WatchedKind;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.text.Digest;
import java.util.List;

/**
 * Digest of what a resource refers to: every ConfigMap, which database the Secrets name and the
 * values of parameters. It does not change with credentials, under which the state of the database
 * is what it was, and is known before any file has been parsed.
 */
final class InputsFingerprint {
  private InputsFingerprint() {}

  static String of(
      ReferenceSnapshot objects,
      Validated<ConnectionSettings> database,
      Validated<List<Parameter>> parameters) {
    var digest = new Digest().add(objects.digest(WatchedKind.CONFIG_MAP));
    database.value().ifPresent(it -> WorkFingerprint.addDatabase(digest, it));
    database.fault().ifPresent(it -> digest.add(it.message()));
    parameters.value().ifPresent(it -> WorkFingerprint.addParameters(digest, it));
    parameters.fault().ifPresent(it -> digest.add(it.message()));
    return digest.hex();
  }
}
