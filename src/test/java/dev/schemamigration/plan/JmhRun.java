package dev.schemamigration.plan;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks with the options that all of this package share. */
final class JmhRun {
  private JmhRun() {}

  /** Runs the benchmarks of a class in a JVM of their own. */
  static Collection<RunResult> of(Class<?> benchmarks) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmarks.getName() + "\\..*")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(2))
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
