package dev.schemamigration.engine;

/** What can go wrong with a changelog, as data. */
public sealed interface EngineFault permits ChangelogFault, RunFault, LoneFault {
  /** What, where and what to do; may hold SQL, so it is to be redacted before it is shown. */
  String message();
}
