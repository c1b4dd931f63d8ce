package dev.schemamigration.testing;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/**
 * Stands before the API server and can hold back what the watches of one kind of object report. Its
 * clients use HTTP/1.1, where a watch has a connection to itself.
 */
public final class ApiProxy implements AutoCloseable {
  private final Path kubeconfig;
  private final URI upstream;
  private final SocketFactory sockets;
  private final LoopbackServer server;
  private volatile Hold hold = new Hold(Pattern.compile("(?!)"), new CountDownLatch(0));

  private volatile boolean heldBack;

  private record Hold(Pattern requests, CountDownLatch end) {}

  /**
   * Opens it.
   *
   * @param kubeconfig of the client that goes through it, with a token
   */
  public ApiProxy(Path kubeconfig) {
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    upstream = URI.create(config.getMasterUrl());
    try {
      sockets = SSLUtils.sslContext(config).getSocketFactory();
      server = LoopbackServer.open("api-proxy", (client, number) -> serve(client));
      this.kubeconfig = Files.createTempFile("through-proxy", ".kubeconfig");
      Files.writeString(
          this.kubeconfig,
          Files.readString(kubeconfig)
              .replaceAll("server: .*", "server: http://127.0.0.1:" + server.port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For a client that is to go through it. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /**
   * From now on no watch of these objects reports anything, until {@link #release()}.
   *
   * @param plural as in paths of the API, such as {@code configmaps}
   */
  public void holdWatches(String plural) {
    hold =
        new Hold(
            Pattern.compile("(?m)^GET \\S*/" + plural + "\\?\\S*watch=true"),
            new CountDownLatch(1));
    heldBack = false;
  }

  /** Whether a watch has had something to report since {@link #holdWatches}. */
  public boolean hasHeldBack() {
    return heldBack;
  }

  /** Lets the watches report what they have held back, and what comes after it. */
  public void release() {
    hold.end().countDown();
  }

  private void serve(Socket client) {
    try (client;
        var api = sockets.createSocket(upstream.getHost(), upstream.getPort())) {
      client.setTcpNoDelay(true);
      api.setTcpNoDelay(true);
      var connection = new Connection(client, api);
      Thread.ofPlatform().daemon().name("api-proxy-answers").start(connection::answers);
      connection.requests();
    } catch (IOException e) {
      // One side went away: so does the other.
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket api;
    private volatile String lastRequest = "";

    Connection(Socket client, Socket api) {
      this.client = client;
      this.api = api;
    }

    void requests() throws IOException {
      var buffer = new byte[1 << 16];
      var in = client.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        var text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        if (text.startsWith("GET ")) {
          lastRequest = text;
        }
        api.getOutputStream().write(buffer, 0, read);
        api.getOutputStream().flush();
      }
    }

    void answers() {
      try (client;
          api) {
        var buffer = new byte[1 << 16];
        var in = api.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          awaitRelease();
          client.getOutputStream().write(buffer, 0, read);
        }
      } catch (IOException e) {
        // One side went away: so does the other.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void awaitRelease() throws InterruptedException {
      var current = hold;
      if (current.requests().matcher(lastRequest).find()) {
        heldBack = true;
        current.end().await();
      }
    }
  }

  @Override
  public void close() {
    release();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
