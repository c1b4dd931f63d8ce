package dev.schemamigration.engine;

import java.util.Optional;

/** Asked before every statement whether the run should go on. */
@FunctionalInterface
public interface RunControl {
  /** Never stops. */
  RunControl GO_ON = Optional::empty;

  /** Why to stop now, if so. */
  Optional<String> stop();
}
