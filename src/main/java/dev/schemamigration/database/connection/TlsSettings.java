package dev.schemamigration.database.connection;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Completes TLS settings so that a verifying {@code sslmode} is never silently weakened. */
final class TlsSettings {
  /** Verifies against the certificate authorities of the Java runtime; takes no argument. */
  private static final String RUNTIME_AUTHORITIES = "org.postgresql.ssl.DefaultJavaSSLFactory";

  private TlsSettings() {}

  /**
   * The parameters with TLS completed. With a root certificate, an absent mode or {@code require}
   * becomes {@code verify-ca}, as libpq verifies then, while pgjdbc would ignore the certificate.
   * Without one, a verifying mode trusts the authorities of the Java runtime, where pgjdbc would
   * read a file in the home directory.
   */
  static Map<String, String> complete(
      Map<String, String> parameters, Optional<String> sslRootCert) {
    var completed = new TreeMap<>(parameters);
    var mode = Optional.ofNullable(parameters.get("sslmode"));
    if (sslRootCert.isPresent()) {
      completed.put("sslmode", mode.filter(it -> !it.equals("require")).orElse("verify-ca"));
    } else if (mode.filter(it -> it.startsWith("verify-")).isPresent()) {
      completed.put("sslfactory", RUNTIME_AUTHORITIES);
    }
    return completed;
  }

  /** The PEM text, if certificates can be read from it. */
  static String checkedCertificate(String where, String pem) {
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
            "PEM text that begins with -----BEGIN CERTIFICATE-----"));
  }
}
