package dev.schemamigration.demo;

import dev.schemamigration.local.KubernetesBinaries;
import dev.schemamigration.local.ScratchFolders;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Runs the demo on this machine alone and reports whether every step ended as expected. */
public final class Demo {
  private final Path project;
  private final KubernetesBinaries binaries;
  private final PrintStream out;
  private final long startedAt = System.nanoTime();

  /**
   * @param project the clone, with {@code deploy/} and what is built
   */
  public Demo(Path project, KubernetesBinaries binaries, PrintStream out) {
    this.project = project.toAbsolutePath().normalize();
    this.binaries = binaries;
    this.out = out;
  }

  /**
   * Runs all steps.
   *
   * @param keepRunning leave everything running and print how to use it
   * @return whether every step ended as expected
   */
  public boolean run(boolean keepRunning) {
    var folder = newFolder();
    out.println("Starting Postgres, a Kubernetes API and the operator; logs are in " + folder);
    DemoEnvironment environment;
    try {
      environment = DemoEnvironment.start(project, binaries, folder);
    } catch (IllegalStateException | UncheckedIOException e) {
      out.println("FAIL " + e.getMessage());
      return false;
    }
    var succeeded = false;
    try {
      succeeded = run(environment, folder);
    } finally {
      if (keepRunning) {
        leaveRunning(environment, folder);
      } else {
        environment.close();
      }
    }
    if (succeeded && !keepRunning) {
      ScratchFolders.delete(folder);
    }
    return succeeded;
  }

  private boolean run(DemoEnvironment environment, Path folder) {
    out.println(
        "Ready: "
            + new SchemaCatalog(environment.postgres().administrator("postgres"))
                .value(
                    "SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)")
            + ", Kubernetes "
            + environment.kubernetes().version()
            + ", and the operator with the rights of deploy/");
    var narrator = new Narrator(out);
    try {
      new DemoScript(environment, narrator).run();
    } catch (IllegalStateException e) {
      out.println("  FAIL " + e.getMessage());
      out.println(environment.operator().logTail());
      return false;
    }
    out.println();
    if (narrator.failures() > 0) {
      out.println("Not as it should be: see FAIL above. Logs are in " + folder);
      return false;
    }
    out.printf(
        "All %d steps went as they should, in %d seconds.%n",
        narrator.steps(), Duration.ofNanos(System.nanoTime() - startedAt).toSeconds());
    return true;
  }

  private void leaveRunning(DemoEnvironment environment, Path folder) {
    environment.leaveRunning(folder.resolve("pids"));
    var postgres = environment.postgres().administrator("spot_optimizer");
    out.printf(
        """

        It is left running. To play with it:
          export KUBECONFIG=%s PATH=%s:$PATH
          kubectl get schemamigrations --watch
          psql postgresql://%s@%s:%d/spot_optimizer
          psql postgresql://%s@%s:%d/orders
        The operator answers at %s/q/health and /q/metrics. To end it: make demo-stop
        """,
        environment.kubernetes().adminKubeconfig(),
        environment.kubernetes().kubectl().getParent(),
        postgres.user(),
        postgres.host(),
        postgres.port(),
        postgres.user(),
        postgres.host(),
        postgres.port(),
        environment.operator().address());
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
