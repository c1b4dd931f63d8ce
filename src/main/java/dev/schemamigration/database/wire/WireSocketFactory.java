package dev.schemamigration.database.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;
import javax.net.SocketFactory;

/** Creates the guarded sockets of one connection. The driver creates the factory, by class name. */
public final class WireSocketFactory extends SocketFactory {
  /** The property of the driver that leads to the {@link Wire}. */
  public static final String ARGUMENT = "socketFactoryArg";

  private final Wire wire;

  /**
   * @param properties of the driver
   */
  public WireSocketFactory(Properties properties) {
    this.wire = wireOf(properties);
  }

  static Wire wireOf(Properties properties) {
    return WireWatch.find(properties.getProperty(ARGUMENT))
        .orElseThrow(() -> new IllegalStateException("the connection is not watched"));
  }

  @Override
  public Socket createSocket() throws IOException {
    return WireSocket.open(wire);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), Optional.empty());
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), Optional.of(new InetSocketAddress(local, localPort)));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), Optional.empty());
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), Optional.of(new InetSocketAddress(local, localPort)));
  }

  private Socket connected(InetSocketAddress address, Optional<InetSocketAddress> local)
      throws IOException {
    var socket = createSocket();
    try {
      if (local.isPresent()) {
        socket.bind(local.get());
      }
      socket.connect(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
