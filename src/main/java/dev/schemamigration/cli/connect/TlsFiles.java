package dev.schemamigration.cli.connect;

import dev.schemamigration.database.connection.ConnectionException;
import dev.schemamigration.database.connection.ConnectionFault;
import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.database.connection.PartialConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files for TLS that a service and the environment name. As in libpq, none of them counts until
 * {@code sslmode} is known: what that does not use is not read, and refuses nothing.
 */
final class TlsFiles {
  static final String ROOT_CERTIFICATE = "sslrootcert";

  /** In place of a file, the authorities of the runtime. */
  private static final String SYSTEM = "system";

  /** Refused unless there is no TLS. */
  private static final Set<String> OF_CLIENT = Set.of("sslcert", "sslkey");

  /** Refused where a certificate of the server is verified. */
  private static final Set<String> OF_REVOCATION = Set.of("sslcrl", "sslcrldir");

  private static final Set<String> VERIFYING = Set.of("require", "verify-ca", "verify-full");

  private final Map<String, File> files = new LinkedHashMap<>();
  private boolean rootCertificateKnown;

  /**
   * @param rootCertificateKnown whether the root certificate is given before all files
   */
  TlsFiles(boolean rootCertificateKnown) {
    this.rootCertificateKnown = rootCertificateKnown;
  }

  private record File(String where, String path) {}

  /**
   * Notes the files among options, unless others are known that go before them.
   *
   * @return the other options
   */
  Map<String, String> without(String where, Map<String, String> options) {
    var others = new LinkedHashMap<>(options);
    OF_CLIENT.forEach(keyword -> note(where, keyword, others.remove(keyword)));
    OF_REVOCATION.forEach(keyword -> note(where, keyword, others.remove(keyword)));
    var root = options.get(ROOT_CERTIFICATE);
    if (root != null && (rootCertificateKnown || !root.equals(SYSTEM))) {
      others.remove(ROOT_CERTIFICATE);
    }
    if (root != null && !rootCertificateKnown) {
      rootCertificateKnown = true;
      note(where, ROOT_CERTIFICATE, root.equals(SYSTEM) ? null : root);
    }
    return others;
  }

  private void note(String where, String keyword, @Nullable String path) {
    if (path != null) {
      files.putIfAbsent(keyword, new File(where, path));
    }
  }

  /**
   * Adds what {@code sslmode} uses of the files.
   *
   * @throws ConnectionException when one of them cannot be used
   */
  PartialConnection complete(PartialConnection fields, Optional<Path> home) {
    var mode = Optional.ofNullable(fields.parameters().get("sslmode"));
    if (mode.filter("disable"::equals).isPresent()) {
      return fields;
    }
    refuse(OF_CLIENT);
    var completed = withRootCertificate(fields, mode, home);
    if (completed.sslRootCert().isPresent() && (mode.isEmpty() || verifies(mode))) {
      refuse(OF_REVOCATION);
    }
    return completed;
  }

  private void refuse(Set<String> keywords) {
    for (var keyword : keywords) {
      var file = files.get(keyword);
      if (file != null) {
        ConnectionUrl.options(file.where(), Map.of(keyword, file.path()));
      }
    }
  }

  private PartialConnection withRootCertificate(
      PartialConnection fields, Optional<String> mode, Optional<Path> home) {
    var root = files.get(ROOT_CERTIFICATE);
    if (root != null && (mode.isEmpty() || verifies(mode))) {
      return fields.orDefault(rootCertificate(root.where(), Path.of(root.path())));
    }
    var usual = home.map(it -> it.resolve(".postgresql/root.crt")).filter(Files::isRegularFile);
    return fields.sslRootCert().isEmpty() && verifies(mode) && usual.isPresent()
        ? fields.orDefault(rootCertificate("root certificate", usual.get()))
        : fields;
  }

  private static boolean verifies(Optional<String> mode) {
    return mode.filter(VERIFYING::contains).isPresent();
  }

  private static PartialConnection rootCertificate(String where, Path file) {
    try {
      return LibpqEnvironment.fields(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(Files.readString(file)));
    } catch (IOException e) {
      throw new ConnectionException(
          new ConnectionFault.Malformed(
              where, "file " + file + " cannot be read; correct the path"));
    }
  }
}
