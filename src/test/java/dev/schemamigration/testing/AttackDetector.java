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
 * Detects the effects of an attack: a canary file that is opened, a server that is called, a
 * witness file that is written, a class that is loaded, or a process that is started.
 */
public final class AttackDetector implements AutoCloseable {
  private final Path folder;
  private final Path canary;
  private final Path witness;
  private final ServerSocket server;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger called = new AtomicInteger();
  private final Set<Long> processes = children();
  private final List<Thread> watchers;
  private volatile boolean closing;

  /** Starts the detection in a temporary folder. */
  public AttackDetector() {
    try {
      folder = Files.createTempDirectory("trap");
      canary = folder.resolve("service-account-token");
      witness = folder.resolve("witness");
      var made = ProgramResult.toEnd(new ProcessBuilder("mkfifo", canary.toString()));
      if (made.exitCode() != 0) {
        throw new IllegalStateException(made.err());
      }
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    watchers =
        List.of(
            Thread.ofPlatform().name("attack-detector-canary").daemon().start(this::watchCanary),
            Thread.ofPlatform().name("attack-detector-server").daemon().start(this::watchServer));
  }

  /**
   * Replaces {@code @CANARY@}, {@code @WITNESS@} and {@code @PORT@} with this detector's values.
   */
  public String fill(String text) {
    return text.replace("@CANARY@", canary.toString())
        .replace("@WITNESS@", witness.toString())
        .replace("@PORT@", Integer.toString(server.getLocalPort()));
  }

  /** The opposite of {@link #fill}. */
  public String withoutValues(String text) {
    return text.replace(canary.toString(), "@CANARY@")
        .replace(witness.toString(), "@WITNESS@")
        .replace("127.0.0.1:" + server.getLocalPort(), "127.0.0.1:@PORT@");
  }

  /** The effects detected so far. */
  public List<String> detected() {
    var detected = new ArrayList<String>();
    if (opened.get() > 0) {
      detected.add("the canary was opened");
    }
    if (called.get() > 0) {
      detected.add("the server was called");
    }
    if (Files.exists(witness)) {
      detected.add("the witness was written");
    }
    if (System.getProperty(LoadedByAttack.SIGN) != null) {
      detected.add("the class was loaded");
    }
    if (!processes.containsAll(children())) {
      detected.add("a process was started");
    }
    return detected;
  }

  /** Opens the canary and calls the server, to verify the detection. */
  public void triggerBoth() throws IOException {
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
        // The reader has closed it already; that it was opened is counted.
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
    // Opening a pipe for reading and writing does not block, and unblocks a watcher.
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
