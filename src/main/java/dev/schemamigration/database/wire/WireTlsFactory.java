package dev.schemamigration.database.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Puts TLS over the guarded socket of a connection. The driver creates the factory, by class name,
 * and asks it for nothing else; the name in the certificate is verified by the driver.
 */
public final class WireTlsFactory extends SSLSocketFactory {
  private final Wire wire;

  /**
   * @param properties of the driver
   */
  public WireTlsFactory(Properties properties) {
    this.wire = WireSocketFactory.wireOf(properties);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    if (!(socket instanceof WireSocket guarded)) {
      throw new IOException("TLS is put over guarded sockets only");
    }
    guarded.encrypted();
    var tls = wire.trust().socketFactory().createSocket(socket, host, port, autoClose);
    return new WireTlsSocket((SSLSocket) tls, wire);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unconnected();
  }

  private static IOException unconnected() {
    return new IOException("TLS is put over a connected socket only");
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }
}
