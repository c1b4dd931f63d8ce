package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A real Kubernetes API on loopback: etcd and kube-apiserver with RBAC, no nodes and no
 * controllers. Everything that it writes is below one folder; stopping it leaves nothing running.
 */
public final class LocalKubernetes implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final int ATTEMPTS = 3;
  private static final Pattern VERSION = Pattern.compile("\"gitVersion\": *\"([^\"]+)\"");

  private final KubernetesBinaries binaries;
  private final Path folder;
  private final int port;
  private final String adminToken;
  private final List<BackgroundProcess> daemons = new ArrayList<>();

  private LocalKubernetes(KubernetesBinaries binaries, Path folder, FreePorts ports) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = ports.apiServer();
    this.adminToken = UUID.randomUUID().toString();
    write(folder.resolve("tokens.csv"), adminToken + ",admin,admin,system:masters\n");
    write(folder.resolve("service-accounts.key"), newKey());
    daemons.add(BackgroundProcess.start("etcd", etcd(ports), Map.of(), folder.resolve("etcd.log")));
    daemons.add(
        BackgroundProcess.start(
            "kube-apiserver", apiServer(ports), Map.of(), folder.resolve("kube-apiserver.log")));
  }

  /**
   * Starts the programs and waits until the API is ready.
   *
   * @param folder created if it is not there; holds data, certificates, kubeconfigs and logs
   * @throws IllegalStateException with the end of the log of the program that did not start
   */
  public static LocalKubernetes start(KubernetesBinaries binaries, Path folder) {
    for (var attempt = 1; ; attempt++) {
      // Another process may take a free port first: retry with other ports.
      var home = folder.toAbsolutePath().resolve("kubernetes-" + attempt);
      createDirectories(home);
      var kubernetes = new LocalKubernetes(binaries, home, FreePorts.free());
      try {
        kubernetes.awaitReady();
        return kubernetes;
      } catch (IllegalStateException e) {
        kubernetes.close();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** A kubeconfig with the permissions of a cluster administrator. */
  public Path adminKubeconfig() {
    return write(folder.resolve("admin.kubeconfig"), kubeconfig("default", adminToken));
  }

  /** A kubeconfig with exactly the permissions of a ServiceAccount, valid for a day. */
  public Path kubeconfigOf(String namespace, String serviceAccount) {
    var token =
        kubectl("create", "token", serviceAccount, "-n", namespace, "--duration=24h").orThrow();
    return write(
        folder.resolve(namespace + "." + serviceAccount + ".kubeconfig"),
        kubeconfig(namespace, token.out().strip()));
  }

  /** The path of the kubectl that fits this server. */
  public Path kubectl() {
    return binaries.kubectl();
  }

  /** Version of the server, e.g. {@code v1.34.1}. */
  public String version() {
    var answer = kubectl("get", "--raw=/version").orThrow().out();
    var matcher = VERSION.matcher(answer);
    if (!matcher.find()) {
      throw new IllegalStateException("no version in " + answer);
    }
    return matcher.group(1);
  }

  /** Runs kubectl as the administrator. */
  public ProcessResult kubectl(String... arguments) {
    return kubectlWithInput("", arguments);
  }

  /** Runs kubectl as the administrator; {@code -f -} reads the input. */
  public ProcessResult kubectlWithInput(String input, String... arguments) {
    return kubectlIn(Path.of(""), input, List.of(arguments));
  }

  /** Runs kubectl as the administrator in a working directory. */
  public ProcessResult kubectlIn(Path directory, String input, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(binaries.kubectl().toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
    builder.environment().put("KUBECONFIG", adminKubeconfig().toString());
    builder.environment().put("KUBECACHEDIR", folder.resolve("kubectl-cache").toString());
    return ProcessResult.of(builder, input);
  }

  /** Keeps it running after this process. */
  public void leaveRunning() {
    daemons.forEach(BackgroundProcess::leaveRunning);
  }

  /** Process ids of what runs. */
  public List<Long> pids() {
    return daemons.stream().map(BackgroundProcess::pid).toList();
  }

  @Override
  public void close() {
    daemons.reversed().forEach(BackgroundProcess::close);
    ScratchFolders.delete(folder.resolve("etcd"));
  }

  private void awaitReady() {
    var limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady()) {
      var dead = daemons.stream().filter(daemon -> !daemon.isAlive()).findFirst();
      if (dead.isPresent()) {
        throw new IllegalStateException(dead.get().logTail());
      }
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(daemons.getLast().logTail());
      }
      Polling.pause();
    }
  }

  private boolean isReady() {
    return kubectl("get", "--raw=/readyz", "--request-timeout=2s").succeeded()
        && kubectl("get", "namespace", "default", "--request-timeout=2s").succeeded();
  }

  private List<String> etcd(FreePorts ports) {
    var client = "http://127.0.0.1:" + ports.etcd();
    var peer = "http://127.0.0.1:" + ports.etcdPeer();
    return List.of(
        binaries.etcd().toString(),
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  private List<String> apiServer(FreePorts ports) {
    return List.of(
        binaries.apiServer().toString(),
        "--etcd-servers=http://127.0.0.1:" + ports.etcd(),
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + ports.apiServer(),
        "--endpoint-reconciler-type=none",
        "--cert-dir=" + folder.resolve("certificates"),
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--authorization-mode=RBAC",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + folder.resolve("service-accounts.key"),
        "--service-account-signing-key-file=" + folder.resolve("service-accounts.key"));
  }

  private String kubeconfig(String namespace, String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: local
      cluster:
        server: https://127.0.0.1:%d
        certificate-authority: %s
    users:
    - name: local
      user:
        token: %s
    contexts:
    - name: local
      context: {cluster: local, user: local, namespace: %s}
    current-context: local
    """
        .formatted(port, folder.resolve("certificates/apiserver.crt"), token, namespace);
  }

  private static String newKey() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var key = generator.generateKeyPair().getPrivate().getEncoded();
      var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(lines.encodeToString(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void createDirectories(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
