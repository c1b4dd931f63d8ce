package dev.schemamigration.database.connection;

import dev.schemamigration.database.wire.Trust;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Completes TLS settings so that a verifying {@code sslmode} is never silently weakened. */
final class TlsSettings {
  /** libpq's word for the authorities of the runtime in place of a root certificate. */
  static final String SYSTEM = "system";

  private static final String STRICTEST = "verify-full";

  private TlsSettings() {}

  /**
   * The parameters with TLS completed, as libpq does it. With a root certificate, an absent mode or
   * {@code require} becomes {@code verify-ca}. With the authorities of the runtime, of which
   * anybody can get a certificate, the name is verified as well: an absent mode becomes {@code
   * verify-full}, and a weaker one is refused. A verifying mode without any of them is refused.
   *
   * @throws ConnectionException when the settings contradict each other
   */
  static Map<String, String> complete(
      String where, Map<String, String> parameters, Optional<String> sslRootCert) {
    var completed = new TreeMap<>(parameters);
    var mode = Optional.ofNullable(parameters.get("sslmode"));
    if (sslRootCert.filter(SYSTEM::equals).isPresent()) {
      if (mode.filter(it -> !it.equals(STRICTEST)).isPresent()) {
        throw new ConnectionException(new ConnectionFault.WeakMode(where, mode.get()));
      }
      completed.put("sslmode", STRICTEST);
    } else if (sslRootCert.isPresent()) {
      completed.put("sslmode", mode.filter(it -> !it.equals("require")).orElse("verify-ca"));
    } else if (verifying(mode)) {
      throw new ConnectionException(new ConnectionFault.NoRootCertificate(where, mode.get()));
    }
    return completed;
  }

  private static boolean verifying(Optional<String> mode) {
    return mode.filter(it -> it.startsWith("verify-")).isPresent();
  }

  /** Whose certificates completed settings trust. */
  static Trust trust(Map<String, String> parameters, Optional<String> sslRootCert) {
    return sslRootCert
        .filter(it -> verifying(Optional.ofNullable(parameters.get("sslmode"))))
        .<Trust>map(it -> it.equals(SYSTEM) ? new Trust.System() : new Trust.Authorities(it))
        .orElseGet(Trust.Anybody::new);
  }

  /** The PEM text, if certificates can be read from it, or the word for those of the runtime. */
  static String checkedCertificate(String where, String pem) {
    if (pem.strip().equals(SYSTEM)) {
      return SYSTEM;
    }
    try {
      var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
      if (!CertificateFactory.getInstance("X.509").generateCertificates(bytes).isEmpty()) {
        return pem;
      }
    } catch (CertificateException e) {
      // Its message may quote the input, so it is not repeated.
    }
    throw new ConnectionException(
        new ConnectionFault.BadValue(
            where,
            "the root certificate",
            "PEM text that begins with -----BEGIN CERTIFICATE-----, or the word system"));
  }
}
