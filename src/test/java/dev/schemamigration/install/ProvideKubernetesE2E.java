package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to the Kubernetes binaries that need no Go; the archive server is on loopback. */
class ProvideKubernetesE2E {
  private static final String VERSION =
      Manifests.text(Path.of("hack/envtest/go.mod"))
          .replaceAll("(?s).*k8s.io/kubernetes v(\\S+).*", "$1");

  @TempDir Path root;

  private final Map<String, byte[]> released = new ConcurrentHashMap<>();
  private final AtomicInteger downloads = new AtomicInteger();
  private HttpServer releases;

  @BeforeEach
  void serveReleases() throws IOException {
    releases = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    releases.createContext(
        "/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          var body = released.get(path.substring(path.lastIndexOf('/') + 1));
          if (path.endsWith(".tar.gz")) {
            downloads.incrementAndGet();
          }
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    releases.start();
  }

  @AfterEach
  void stopReleases() {
    releases.stop(0);
  }

  @Test
  void theFolderOfKubebuilderAssetsIsLinkedUnderItsOwnVersion() {
    var assets = binaries(root.resolve("assets"), "1.33.0");

    var result = provide(Map.of("KUBEBUILDER_ASSETS", assets.toString()));

    assertThat(result.err())
        .isEqualTo("envtest: using Kubernetes 1.33.0 from KUBEBUILDER_ASSETS\n");
    assertThat(folder(result).getFileName().toString()).startsWith("1.33.0-");
    assertThat(folder(result).resolve("etcd")).isSymbolicLink();
  }

  @Test
  void whatIsThereAlreadyIsPrintedWithoutAWord() {
    var assets = Map.of("KUBEBUILDER_ASSETS", binaries(root.resolve("assets"), VERSION).toString());
    assertThat(provide(assets, "--cached").exitCode()).isEqualTo(1);
    var first = provide(assets);

    var second = provide(Map.of(), "--cached");

    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
  }

  @Test
  void theOfficialArchiveIsVerifiedAndUnpacked() throws Exception {
    release(true);

    var result = provide(Map.of());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(folder(result).getFileName().toString()).startsWith(VERSION + "-");
    try (var files = Files.list(folder(result))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("etcd", "kube-apiserver", "kubectl");
    }
  }

  @Test
  void anArchiveWithAnotherChecksumIsNotUsed() throws Exception {
    release(false);

    var result = provide(Map.of());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("does not have the published SHA-512; not using it");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void twoRunsAtOnceDownloadOnce() throws Exception {
    release(true);

    var other = Background.start(() -> provide(Map.of()));
    var mine = provide(Map.of());

    assertThat(mine.exitCode()).as(mine.err()).isZero();
    assertThat(other.result(Duration.ofMinutes(3)).out()).isEqualTo(mine.out());
    assertThat(downloads).hasValue(1);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void theLockOfARunThatDiedIsTakenOver() throws Exception {
    release(true);
    var lock = Files.createDirectories(root.resolve("cache/envtest/provide.lock"));
    var dead = new ProcessBuilder("true").start();
    assertThat(dead.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Files.writeString(lock.resolve("pid"), Long.toString(dead.pid()));

    assertThat(provide(Map.of()).exitCode()).isZero();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void whereNothingCanBeHadTheThreeWaysAreNamed() {
    var half = root.resolve("half");
    Script.write(half.resolve("etcd"), "exit 0");

    var result = provide(Map.of("KUBEBUILDER_ASSETS", half.toString()));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(
            "KUBEBUILDER_ASSETS=" + half + " does not hold all of etcd kube-apiserver kubectl;",
            "etcd, kube-apiserver and kubectl of Kubernetes " + VERSION + " for ",
            "  1. set KUBEBUILDER_ASSETS to a folder that holds etcd kube-apiserver kubectl",
            "  2. give this machine access to http://127.0.0.1:",
            "  3. install Go ");
    assertThat(leftovers()).isEmpty();
  }

  private ProgramResult provide(Map<String, String> environment, String... arguments) {
    var whole = new HashMap<>(environment);
    whole.put("SMOP_CACHE", root.resolve("cache").toString());
    whole.put("PATH", withoutGo() + ":/usr/bin:/bin");
    whole.put(
        "ENVTEST_RELEASES", "http://127.0.0.1:" + releases.getAddress().getPort() + "/download");
    return Script.run(Path.of("hack/envtest/provide"), whole, arguments);
  }

  /** A "go" that is always too old, in case that the machine has one. */
  private Path withoutGo() {
    return Script.write(root.resolve("go/go"), "exit 1").getParent();
  }

  private static Path folder(ProgramResult result) {
    return Path.of(result.out().strip());
  }

  private Stream<String> leftovers() {
    try {
      return Files.list(root.resolve("cache/envtest"))
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("k8s"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path binaries(Path folder, String version) {
    Script.write(folder.resolve("etcd"), "exit 0");
    Script.write(folder.resolve("kubectl"), "exit 0");
    return Script.write(folder.resolve("kube-apiserver"), "echo 'Kubernetes v" + version + "'")
        .getParent();
  }

  private void release(boolean checksumIsRight) throws Exception {
    binaries(root.resolve("pack/controller-tools/envtest"), VERSION);
    var archive = root.resolve("archive.tar.gz");
    var packed =
        ProgramResult.toEnd(
            new ProcessBuilder("tar", "-czf", archive.toString(), "-C", root + "/pack", "."));
    assertThat(packed.exitCode()).as(packed.err()).isZero();
    var bytes = Files.readAllBytes(archive);
    var sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    for (var platform :
        new String[] {"linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64"}) {
      var name = "envtest-v" + VERSION + "-" + platform + ".tar.gz";
      released.put(name, bytes);
      released.put(
          name + ".sha512",
          ((checksumIsRight ? sum : sum.replace('a', 'b')) + "  " + name + "\n").getBytes());
    }
  }
}
