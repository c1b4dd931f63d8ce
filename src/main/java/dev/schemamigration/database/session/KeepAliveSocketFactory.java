package dev.schemamigration.database.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Creates sockets with TCP keepalive, which notice within a minute that the server is gone; the
 * system's default is hours. The driver creates the factory itself, by class name.
 */
public final class KeepAliveSocketFactory extends SocketFactory {
  private static final Map<SocketOption<Integer>, Integer> SECONDS_AND_COUNT =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, 30,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
          ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

  @Override
  public Socket createSocket() throws IOException {
    var socket = new Socket();
    for (var option : SECONDS_AND_COUNT.entrySet()) {
      if (socket.supportedOptions().contains(option.getKey())) {
        socket.setOption(option.getKey(), option.getValue());
      }
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(createSocket(), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    var socket = createSocket();
    socket.bind(new InetSocketAddress(local, localPort));
    return connected(socket, new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(createSocket(), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    var socket = createSocket();
    socket.bind(new InetSocketAddress(local, localPort));
    return connected(socket, new InetSocketAddress(host, port));
  }

  private static Socket connected(Socket socket, InetSocketAddress address) throws IOException {
    try {
      socket.connect(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
