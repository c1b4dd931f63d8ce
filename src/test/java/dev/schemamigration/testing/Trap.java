package dev.schemamigration.testing;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What an attack would spring: a file that notices when it is opened, a server that notices when it
 * is called, a path at which nothing may ever appear, a class that notices when it is loaded, and
 * the processes that this one has started.
 */
public final class Trap implements AutoCloseable {
  private final Path folder;
  private final Path canary;
  private final Path witness;
  private final ServerSocket server;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger called = new AtomicInteger();
  private final Set<Long> processes = children();
  private final List<Thread> watchers;
  private volatile boolean closing;

  /** Sets it in a folder of its own. */
  public Trap() {
    try {
      folder = Files.createTempDirectory("trap");
      canary = folder.resolve("service-account-token");
      witness = folder.resolve("witness");
      var made = Program.toEnd(new ProcessBuilder("mkfifo", canary.toString()));
      if (made.exitCode() != 0) {
        throw new IllegalStateException(made.err());
      }
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    watchers =
        List.of(
            Thread.ofPlatform().name("Trap-canary").daemon().start(this::watchCanary),
            Thread.ofPlatform().name("Trap-server").daemon().start(this::watchServer));
  }

  /**
   * {@code text} with the trap's places for {@code @CANARY@}, {@code @WITNESS@}, {@code @PORT@}.
   */
  public String bait(String text) {
    return text.replace("@CANARY@", canary.toString())
        .replace("@WITNESS@", witness.toString())
        .replace("@PORT@", Integer.toString(server.getLocalPort()));
  }

  /** The opposite of {@link #bait}. */
  public String withoutBait(String text) {
    return text.replace(canary.toString(), "@CANARY@")
        .replace(witness.toString(), "@WITNESS@")
        .replace("127.0.0.1:" + server.getLocalPort(), "127.0.0.1:@PORT@");
  }

  /** Everything that has sprung it so far. */
  public List<String> sprung() {
    var sprung = new ArrayList<String>();
    if (opened.get() > 0) {
      sprung.add("the canary was opened");
    }
    if (called.get() > 0) {
      sprung.add("the server was called");
    }
    if (Files.exists(witness)) {
      sprung.add("the witness was written");
    }
    if (System.getProperty(LoadedByAttack.SIGN) != null) {
      sprung.add("the class was loaded");
    }
    if (!processes.containsAll(children())) {
      sprung.add("a process was started");
    }
    return sprung;
  }

  /** Opens the canary and calls the server, to show that they notice. */
  public void touch() throws IOException {
    try (var stream = new FileInputStream(canary.toFile())) {
      stream.read();
    }
    new java.net.Socket(server.getInetAddress(), server.getLocalPort()).close();
  }

  /** Opening a pipe to write to it waits until somebody opens it to read. */
  private void watchCanary() {
    while (!closing) {
      try (var pipe = new FileOutputStream(canary.toFile())) {
        if (!closing) {
          opened.incrementAndGet();
          pipe.write('x');
        }
      } catch (IOException e) {
        // Whoever had it open has closed it already, and that it was opened is noted.
      }
    }
  }

  private void watchServer() {
    while (!closing) {
      try (var caller = server.accept()) {
        called.incrementAndGet();
      } catch (IOException e) {
        if (!closing) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static Set<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  @Override
  public void close() throws IOException {
    closing = true;
    server.close();
    // Open for both, a pipe waits for nobody, and a watcher that waits for a reader goes on.
    try (var pipe = new RandomAccessFile(canary.toFile(), "rw")) {
      for (var watcher : watchers) {
        if (!watcher.join(Duration.ofSeconds(30))) {
          throw new AssertionError(watcher.getName() + " does not end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(canary);
    Files.deleteIfExists(witness);
    Files.deleteIfExists(folder);
  }
}
