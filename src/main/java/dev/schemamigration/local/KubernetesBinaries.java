package dev.schemamigration.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with the three programs of a Kubernetes API without nodes. */
public record KubernetesBinaries(Path folder) {
  private static final List<String> PROGRAMS = List.of("etcd", "kube-apiserver", "kubectl");

  /**
   * @throws IllegalArgumentException naming the programs that the folder lacks
   */
  public KubernetesBinaries {
    var home = folder.toAbsolutePath().normalize();
    var missing =
        PROGRAMS.stream().filter(program -> !Files.isExecutable(home.resolve(program))).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s does not hold %s; \"make envtest\" provides a folder that does"
              .formatted(home, String.join(", ", missing)));
    }
    folder = home;
  }

  Path etcd() {
    return folder.resolve("etcd");
  }

  Path apiServer() {
    return folder.resolve("kube-apiserver");
  }

  Path kubectl() {
    return folder.resolve("kubectl");
  }
}
