package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to Alembic, with wheels made here in place of a package index, and no network. */
class ProvideAlembicE2E {
  private static final Pattern PIN =
      Pattern.compile("^([\\w-]+)==([\\w.]+)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
  private static final String PINS =
      Manifests.text(Path.of("hack/alembic/requirements.txt")).replaceAll("(?m)^#.*", "");
  private static final String VERSION = PINS.replaceAll("(?s).*^?alembic==(\\S+).*", "$1").strip();

  @TempDir Path root;

  @BeforeEach
  void makeTheWheels() {
    PIN.matcher(PINS).results().forEach(it -> wheel(it.group(1), it.group(2)));
  }

  @Test
  void itIsInstalledOnceAndThenPrintedWithoutAWord() {
    assertThat(provide(Map.of(), "--cached").exitCode()).isEqualTo(1);

    var first = provide(Map.of());
    var second = provide(Map.of(), "--cached");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err()).isEqualTo("alembic: installing Alembic " + VERSION + "\n");
    assertThat(second).isEqualTo(new ProgramResult(0, first.out(), ""));
    assertThat(output(executable(first))).isEqualTo("alembic " + VERSION + "\n");
    assertThat(executable(first).resolveSibling("venv")).isDirectory();
    assertThat(executable(first).resolveSibling("python")).isExecutable();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void withoutTheVenvModulePipInstallsIntoAFolder() {
    var result = provide(withoutVenv());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(output(executable(result))).isEqualTo("alembic " + VERSION + "\n");
    assertThat(executable(result).resolveSibling("venv")).doesNotExist();
    assertThat(executable(result).resolveSibling("site")).isDirectory();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void twoRunsAtOnceEndInOneFolder() throws Exception {
    var other = Background.start(() -> provide(withoutVenv()));
    var mine = provide(withoutVenv());

    assertThat(mine.exitCode()).as(mine.err()).isZero();
    assertThat(other.result(Duration.ofMinutes(3)).out()).isEqualTo(mine.out());
    assertThat(output(executable(mine))).isEqualTo("alembic " + VERSION + "\n");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void theOneThatIsNamedIsTaken() {
    var named = Script.write(root.resolve("named"), "exit 0");

    var result = provide(Map.of("ALEMBIC", named.toString()));

    assertThat(result).isEqualTo(new ProgramResult(0, named + "\n", ""));
    assertThat(root.resolve("cache")).doesNotExist();
  }

  @Test
  void aNameThatIsNoProgramIsSaid() {
    assertRefused(
        provide(Map.of("ALEMBIC", "/no/such/alembic")),
        "ALEMBIC=/no/such/alembic is no executable");
  }

  @Test
  void withoutPythonItIsSaid() {
    assertRefused(
        provide(Map.of("PYTHON", "/no/such/python")),
        "/no/such/python is not there, or does not run");
  }

  @Test
  void withoutVenvAndPipItIsSaid() {
    var python =
        Script.write(root.resolve("bare"), "[ \"$1\" = -m ] && exit 1\nexec python3 \"$@\"");

    assertRefused(
        provide(Map.of("PYTHON", python.toString())),
        python + " has neither a working venv module nor pip");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void withoutThePackagesItIsSaid() throws IOException {
    Files.delete(root.resolve("wheels/Mako-" + version("Mako") + "-py3-none-any.whl"));

    var result = provide(withoutVenv());

    assertRefused(
        result,
        "the packages could not be installed: ERROR: No matching distribution found for Mako=="
            + version("Mako"));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void anAlembicOfAnotherVersionIsNotUsed() throws IOException {
    var wheel = root.resolve("wheels/alembic-" + VERSION + "-py3-none-any.whl");
    Files.delete(wheel);
    wheel("alembic", VERSION, "print('alembic 0.1')");

    assertThat(provide(withoutVenv()).exitCode()).isEqualTo(1);
    assertThat(leftovers()).isEmpty();
  }

  /** As Debian's python3 is without its package python3-venv, and quicker. */
  private Map<String, String> withoutVenv() {
    var python =
        Script.write(
            root.resolve("half/python"), "[ \"$2\" = venv ] && exit 1\nexec python3 \"$@\"");
    return Map.of("PYTHON", python.toString());
  }

  private static void assertRefused(ProgramResult result, String why) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().filter(it -> !it.startsWith("alembic: installing ")))
        .containsExactly(
            "alembic: " + why,
            "Alembic "
                + VERSION
                + " is not on this machine. Provide it in one of two ways, then run 'make alembic'"
                + " again:",
            "  1. install Python 3.9 or newer with pip (PYTHON names another than python3), with"
                + " access to a package",
            "     index: the packages of hack/alembic/requirements.txt are then installed from it;",
            "  2. set ALEMBIC to the path of an alembic executable whose Python can import"
                + " psycopg2.");
  }

  private ProgramResult provide(Map<String, String> environment, String... arguments) {
    var whole = new HashMap<String, String>();
    whole.put("ALEMBIC", "");
    whole.put("SMOP_CACHE", root.resolve("cache").toString());
    whole.put("PIP_NO_INDEX", "1");
    whole.put("PIP_FIND_LINKS", root.resolve("wheels").toString());
    whole.putAll(environment);
    return Script.run(Path.of("hack/alembic/provide"), whole, arguments);
  }

  private static Path executable(ProgramResult result) {
    return Path.of(result.out().strip());
  }

  private static String output(Path program) {
    return Script.run(program, Map.of(), "--version").out();
  }

  private static String version(String name) {
    return PIN.matcher(PINS)
        .results()
        .filter(it -> it.group(1).equals(name))
        .map(it -> it.group(2))
        .findFirst()
        .orElseThrow();
  }

  private Stream<String> leftovers() {
    try {
      return Files.list(root.resolve("cache/alembic"))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void wheel(String name, String version) {
    wheel(name, version, "print('%s %s')".formatted(name, version));
  }

  /** The least that pip takes for a package; run as a module, it prints its version. */
  private void wheel(String project, String version, String main) {
    var name = project.replace('-', '_');
    var module = project.startsWith("psycopg2") ? "psycopg2" : name.toLowerCase();
    var info = name + "-" + version + ".dist-info/";
    var file = root.resolve("wheels").resolve(name + "-" + version + "-py3-none-any.whl");
    try {
      Files.createDirectories(file.getParent());
      try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
        entry(zip, module + "/__init__.py", "");
        entry(zip, module + "/__main__.py", main + "\n");
        entry(
            zip,
            info + "METADATA",
            "Metadata-Version: 2.1\nName: %s\nVersion: %s\n".formatted(project, version));
        entry(
            zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        entry(
            zip,
            info + "RECORD",
            Stream.of(
                    module + "/__init__.py",
                    module + "/__main__.py",
                    info + "METADATA",
                    info + "WHEEL",
                    info + "RECORD")
                .reduce("", (lines, path) -> lines + path + ",,\n"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes());
    zip.closeEntry();
  }
}
