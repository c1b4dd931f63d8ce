package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provides PgBouncer in each way, with fake package tools and no network. */
class ProvidePgBouncerE2E {
  private static final String TOOLS =
      "bash sh dirname sed grep id mkdir mktemp rm mv chmod cat tail";

  /** A fake package is a file with its name; unpacked it is a program that prints the name. */
  private static final String TAKES_APART =
      """
      case $2 in
        */pgbouncer.deb) folder=$3/usr/sbin; mkdir -p "$folder"
          printf '#!/bin/sh\\necho PgBouncer from $LD_LIBRARY_PATH\\n' >"$folder/pgbouncer"
          chmod 755 "$folder/pgbouncer";;
        *) mkdir -p "$3/usr/lib/test-linux-gnu";;
      esac""";

  @TempDir Path root;

  @Test
  void theOneThatIsNamedIsTaken() {
    var named = Script.write(root.resolve("named"), "exit 0");

    assertThat(provide(Map.of("PGBOUNCER", named.toString())))
        .isEqualTo(new ProgramResult(0, named + "\n", ""));
  }

  @Test
  void aNameThatIsNoProgramIsSaid() {
    assertRefused(
        provide(Map.of("PGBOUNCER", "/no/such/pgbouncer")),
        "PGBOUNCER=/no/such/pgbouncer is no executable");
  }

  @Test
  void theOneOnThePathIsTaken() {
    var installed = Script.write(bin().resolve("pgbouncer"), "echo PgBouncer 1.0");

    assertThat(provide(Map.of())).isEqualTo(new ProgramResult(0, installed + "\n", ""));
    assertThat(root.resolve("cache")).doesNotExist();
  }

  @Test
  void withoutOneAndWithoutPackagesItIsSaid() {
    assertRefused(provide(Map.of()), "it is not on the PATH, and there is no apt-get");
    assertThat(provide(Map.of(), "--cached")).isEqualTo(new ProgramResult(1, "", ""));
  }

  @Test
  void debiansPackageIsTakenApartOnceWithTheLibrariesThatAreMissing() {
    packages("for package; do [ $package = download ] || : >$package.deb; done");

    var first = provide(Map.of());
    var second = provide(Map.of(), "--cached");

    assertThat(first.exitCode()).as(first.err()).isZero();
    var folder = root.resolve("cache/pgbouncer/debian");
    assertThat(first.err())
        .isEqualTo("pgbouncer: taking Debian's package apart in " + folder + "\n");
    assertThat(second).isEqualTo(new ProgramResult(0, first.out(), ""));
    assertThat(Script.run(Path.of(first.out().strip()), Map.of()).out())
        .isEqualTo("PgBouncer from " + folder + "/usr/lib/test-linux-gnu\n");
    assertThat(root.resolve("cache/pgbouncer").toFile().list()).containsExactly("debian");
  }

  @Test
  void aPackageThatCannotBeHadIsSaidAndLeavesNothing() {
    packages("echo no network >&2; exit 1");
    Script.write(bin().resolve("id"), "echo 1000");

    var result = provide(Map.of());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("pgbouncer: its package could not be had: no network\n")
        .contains("then run 'make pgbouncer' again");
    assertThat(root.resolve("cache/pgbouncer").toFile().list()).isEmpty();
  }

  private void packages(String download) {
    Script.write(bin().resolve("apt-get"), download);
    Script.write(
        bin().resolve("apt-cache"),
        "printf 'pgbouncer\\n  Depends: libthere\\n  Depends: libmissing\\n  Depends: perl\\n'");
    Script.write(
        bin().resolve("dpkg-query"), "case $* in *libthere) echo install ok installed;; esac");
    Script.write(bin().resolve("dpkg-deb"), TAKES_APART);
  }

  private static void assertRefused(ProgramResult result, String why) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            """
            pgbouncer: %s
            PgBouncer is not on this machine. Provide it in one of two ways, then run 'make pgbouncer' again:
              1. install the package pgbouncer of your distribution, so that it is on the PATH or in /usr/sbin
                 (where apt-get is, it is taken from there by itself);
              2. set PGBOUNCER to the path of an executable.
            """
                .formatted(why));
  }

  private ProgramResult provide(Map<String, String> environment, String... arguments) {
    for (var tool : TOOLS.split(" ")) {
      var link = bin().resolve(tool);
      if (!Files.exists(link)) {
        link(link, tool);
      }
    }
    var all = new HashMap<>(environment);
    all.put("PATH", bin().toString());
    all.put("SMOP_SBIN", "");
    all.put("SMOP_CACHE", root.resolve("cache").toString());
    return Script.run(Path.of("hack/pgbouncer/provide"), all, arguments);
  }

  private static void link(Path link, String tool) {
    Script.write(link, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
  }

  private Path bin() {
    return root.resolve("bin");
  }
}
