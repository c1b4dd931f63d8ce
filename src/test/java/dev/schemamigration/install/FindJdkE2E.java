package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a copy of the script whose usual places are moved below a folder of the test. */
class FindJdkE2E {
  @TempDir Path root;

  private Path script;

  @BeforeEach
  void moveTheUsualPlaces() throws IOException {
    var text = Files.readString(Path.of("hack/find-jdk"));
    script =
        Files.writeString(
            root.resolve("find-jdk"),
            text.replaceAll("(?<=[ (])/(usr|opt|Library)/", root + "/$1/"));
  }

  @Test
  void aJavaHomeThatIsNewEnoughWinsOverANewerOne() throws IOException {
    var mine = jdk("mine", "21.0.2");
    jdk("usr/lib/jvm/newer", "25.0.1");

    assertThat(find(Map.of("JAVA_HOME", mine.toString())).out()).isEqualTo(mine + "\n");
  }

  @Test
  void aJavaHomeThatIsTooOldGivesWayToTheNewestUnderTheUsualPlaces() throws IOException {
    var old = jdk("mine", "17.0.15");
    jdk("usr/lib/jvm/a", "21.0.9");
    var newest = jdk("home/.sdkman/candidates/java/25.0.1-tem", "25.0.1");
    jdk("usr/lib/jvm/z", "22");

    assertThat(find(Map.of("JAVA_HOME", old.toString())).out()).isEqualTo(newest + "\n");
  }

  @Test
  void aJavaWithoutACompilerIsEnoughToRunButNotToBuild() throws IOException {
    var jre = jdk("usr/lib/jvm/jre", "21.0.2");
    Files.delete(jre.resolve("bin/javac"));

    assertThat(find(Map.of(), "--jre").out()).isEqualTo(jre + "\n");
    assertThat(find(Map.of()).exitCode()).isEqualTo(1);
  }

  @Test
  void aJavaWithoutAReleaseFileIsAskedForItsVersion() throws IOException {
    var jdk = jdk("usr/lib/jvm/asked", "1");
    Files.delete(jdk.resolve("release"));
    Script.write(jdk.resolve("bin/java"), "echo 'openjdk version \"23-ea\" 2024-09-17' >&2");

    assertThat(find(Map.of()).out()).isEqualTo(jdk + "\n");
  }

  @Test
  void theJavaOnThePathCountsThroughItsLinks() throws IOException {
    var jdk = jdk("elsewhere/jdk", "21.0.2");
    var bin = Files.createDirectories(root.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));

    assertThat(find(Map.of("PATH", bin + ":/usr/bin:/bin")).out())
        .isEqualTo(jdk.toRealPath() + "\n");
  }

  @Test
  void whatIsMissingIsSaidWithWhatWasFound() throws IOException {
    var mine = jdk("mine", "1.8.0_392");
    var best = jdk("usr/lib/jvm/best", "17.0.15");
    jdk("usr/lib/jvm/worse", "11.0.2");

    var result = find(Map.of("JAVA_HOME", mine.toString()));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            """
            No JDK of version 21 or newer was found.
              - JAVA_HOME=%s is Java 8
              - the newest one found, %s, is Java 17
            Install one (for instance Temurin 21 or 25) or point JAVA_HOME at it.
            """
                .formatted(mine, best));
  }

  private ProgramResult find(Map<String, String> environment, String... arguments) {
    var whole = new HashMap<>(environment);
    whole.put("HOME", root.resolve("home").toString());
    whole.putIfAbsent("PATH", withoutJava());
    return Script.run(script, whole, arguments);
  }

  /** The few tools that the script needs, and no Java. */
  private String withoutJava() {
    var bin = root.resolve("tools");
    for (var tool : new String[] {"dirname", "readlink"}) {
      Script.write(bin.resolve(tool), "exec " + which(tool) + " \"$@\"");
    }
    return bin.toString();
  }

  private static Path which(String tool) {
    return Stream.of("/bin", "/usr/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private Path jdk(String folder, String version) throws IOException {
    var home = root.resolve(folder);
    Script.write(home.resolve("bin/java"), "exit 0");
    Script.write(home.resolve("bin/javac"), "exit 0");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
