package dev.schemamigration.database.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are trusted. All of it stays in memory: nothing is written to a file. */
public sealed interface Trust {
  /** Encrypts without knowing for whom, as libpq does below {@code verify-ca}. */
  record Anybody() implements Trust {}

  /** The authorities of the Java runtime. */
  record System() implements Trust {}

  /**
   * Authorities of one's own.
   *
   * @param pem their certificates
   */
  record Authorities(String pem) implements Trust {}

  /** A factory without client certificates and without sessions of other connections. */
  default SSLSocketFactory socketFactory() throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers(), null);
      // The runtime would keep thousands of the tickets of a server, each of up to 64 KiB.
      context.getClientSessionContext().setSessionCacheSize(1);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] managers() throws GeneralSecurityException, IOException {
    return switch (this) {
      case Anybody anybody -> new TrustManager[] {new NoTrust()};
      case System system -> null;
      case Authorities authorities -> {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store(authorities.pem()));
        yield factory.getTrustManagers();
      }
    };
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    int number = 0;
    for (var certificate : certificates) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    return store;
  }

  /** Accepts every certificate; whoever wants to know the server chooses a verifying mode. */
  final class NoTrust extends X509ExtendedTrustManager {
    private static final X509Certificate[] NONE = {};

    private NoTrust() {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return NONE;
    }
  }
}
