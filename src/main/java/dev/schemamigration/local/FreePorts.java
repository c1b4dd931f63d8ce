package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Three different loopback ports that were free when they were chosen. */
record FreePorts(int etcd, int etcdPeer, int apiServer) {

  static FreePorts free() {
    try (var first = listen();
        var second = listen();
        var third = listen()) {
      return new FreePorts(first.getLocalPort(), second.getLocalPort(), third.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
