package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.local.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The commands of shell and psql in a section of a page, one text a block, and a shell that runs
 * those of a shell as they are written there, with the real kubectl.
 */
record PageCommands(List<String> blocks) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:sh|sql)\n(.*?)^```$");

  static PageCommands of(String page, String heading) throws IOException {
    var text = Files.readString(Path.of(page));
    var begin = text.indexOf("\n## " + heading + "\n");
    assertThat(begin).as("%s has the section %s", page, heading).isNotNegative();
    var end = text.indexOf("\n## ", begin + 1);
    var section = text.substring(begin, end < 0 ? text.length() : end);
    return new PageCommands(
        BLOCK.matcher(section).results().map((MatchResult it) -> it.group(1)).toList());
  }

  String block(int index) {
    return blocks.get(index);
  }

  /**
   * Runs commands.
   *
   * @param kubeconfig of this user
   * @param values of placeholders
   */
  static ProcessResult run(
      LocalKubernetes kubernetes,
      Path folder,
      Path kubeconfig,
      String commands,
      Map<String, String> values) {
    var filled = commands;
    for (var value : values.entrySet()) {
      assertThat(filled).as("has the placeholder").contains(value.getKey());
      filled = filled.replace(value.getKey(), value.getValue());
    }
    var builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", filled).directory(folder.toFile());
    var environment = builder.environment();
    environment.put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
    environment.put(
        "PATH", kubernetes.kubectl().toAbsolutePath().getParent() + ":" + environment.get("PATH"));
    return ProcessResult.of(builder, "");
  }

  /** A kubeconfig of the administrator that begins in a namespace, written into a folder. */
  static Path kubeconfig(LocalKubernetes kubernetes, Path folder, String namespace)
      throws IOException {
    var all = Files.readString(kubernetes.adminKubeconfig());
    return Files.writeString(
        folder.resolve(namespace + ".kubeconfig"),
        all.replace("namespace: default", "namespace: " + namespace));
  }
}
