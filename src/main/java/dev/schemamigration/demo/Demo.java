package dev.schemamigration.demo;

import dev.schemamigration.local.KubernetesBinaries;
import dev.schemamigration.local.ScratchFolders;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Shows the main job on this machine alone, and says whether it went as it should. */
public final class Demo {
  private final Path project;
  private final KubernetesBinaries binaries;
  private final PrintStream out;
  private final long began = System.nanoTime();

  /**
   * @param project the clone, with {@code deploy/} and what is built
   */
  public Demo(Path project, KubernetesBinaries binaries, PrintStream out) {
    this.project = project.toAbsolutePath().normalize();
    this.binaries = binaries;
    this.out = out;
  }

  /**
   * Plays the story.
   *
   * @param keep leave everything running and say how to play with it
   * @return whether every step ended as expected
   */
  public boolean play(boolean keep) {
    var folder = newFolder();
    out.println("Starting Postgres, a Kubernetes API and the operator; logs are in " + folder);
    DemoEnvironment stage;
    try {
      stage = DemoEnvironment.set(project, binaries, folder);
    } catch (IllegalStateException | UncheckedIOException e) {
      out.println("FAIL " + e.getMessage());
      return false;
    }
    var asExpected = false;
    try {
      asExpected = play(stage, folder);
    } finally {
      if (keep) {
        keep(stage, folder);
      } else {
        stage.close();
      }
    }
    if (asExpected && !keep) {
      ScratchFolders.delete(folder);
    }
    return asExpected;
  }

  private boolean play(DemoEnvironment stage, Path folder) {
    out.println(
        "Ready: "
            + new SchemaCatalog(stage.postgres().administrator("postgres"))
                .value(
                    "SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)")
            + ", Kubernetes "
            + stage.kubernetes().version()
            + ", and the operator with the rights of deploy/");
    var narrator = new Narrator(out);
    try {
      new DemoScript(stage, narrator).play();
    } catch (IllegalStateException e) {
      out.println("  FAIL " + e.getMessage());
      out.println(stage.operator().lastWords());
      return false;
    }
    out.println();
    if (narrator.differences() > 0) {
      out.println("Not as it should be: see FAIL above. Logs are in " + folder);
      return false;
    }
    out.printf(
        "All %d steps went as they should, in %d seconds.%n",
        narrator.chapters(), Duration.ofNanos(System.nanoTime() - began).toSeconds());
    return true;
  }

  private void keep(DemoEnvironment stage, Path folder) {
    stage.leaveRunning(folder.resolve("pids"));
    var postgres = stage.postgres().administrator("spot_optimizer");
    out.printf(
        """

        It is left running. To play with it:
          export KUBECONFIG=%s PATH=%s:$PATH
          kubectl get schemamigrations --watch
          psql postgresql://%s@%s:%d/spot_optimizer
          psql postgresql://%s@%s:%d/orders
        The operator answers at %s/q/health and /q/metrics. To end it: make demo-stop
        """,
        stage.kubernetes().adminKubeconfig(),
        stage.kubernetes().kubectl().getParent(),
        postgres.user(),
        postgres.host(),
        postgres.port(),
        postgres.user(),
        postgres.host(),
        postgres.port(),
        stage.operator().address());
  }

  private Path newFolder() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(project.resolve("target/demo")), "run-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
