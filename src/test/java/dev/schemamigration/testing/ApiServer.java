package dev.schemamigration.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.schemamigration.local.KubernetesBinaries;
import dev.schemamigration.local.LocalKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One real Kubernetes API a test JVM, started at its first use and stopped with the JVM. Where its
 * programs cannot be had the test is skipped, loudly; with {@code CI=true} it fails.
 */
public final class ApiServer {
  private static @Nullable LocalKubernetes shared;

  private ApiServer() {}

  /** The server that all tests of this JVM share: use namespaces of your own. */
  public static synchronized LocalKubernetes shared() {
    if (shared == null) {
      shared = own();
    }
    return shared;
  }

  /** A server that a test may stop; the caller closes it. */
  public static LocalKubernetes own() {
    var binaries = binaries();
    try {
      var parent = Files.createDirectories(Path.of("target", "kubernetes"));
      return LocalKubernetes.start(
          new KubernetesBinaries(binaries), Files.createTempDirectory(parent, "test"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder of the programs: as configured by the build, else where an earlier {@code make
   * envtest} put them.
   */
  public static Path binaries() {
    var named = System.getenv("KUBEBUILDER_ASSETS");
    return named != null ? Path.of(named) : cached().orElseGet(ApiServer::missing);
  }

  private static Path missing() {
    var message = "etcd, kube-apiserver and kubectl are missing; \"make envtest\" provides them";
    if ("true".equals(System.getenv("CI"))) {
      return fail("CI=true, so API-server tests may not be skipped: " + message);
    }
    System.err.println("*** SKIPPED: " + message + " ***");
    return abort(message);
  }

  private static Optional<Path> cached() {
    var asked = ProgramResult.toEnd(new ProcessBuilder("hack/envtest/provide", "--cached"));
    return asked.exitCode() == 0 ? Optional.of(Path.of(asked.out().strip())) : Optional.empty();
  }
}
