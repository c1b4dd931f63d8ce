package dev.schemamigration.revision;

/**
 * What can be wrong with a history, a target or the set of applied revisions. Every fault carries
 * its data and composes one message that names the thing and the remedy.
 */
public sealed interface RevisionFault permits GraphFault, TargetFault, AppliedFault {

  /** One sentence for the person who has to mend it; begins in lower case, ends without a stop. */
  String message();

  /** The exception to throw where there is no other answer. */
  default RevisionException asException() {
    return new RevisionException(this);
  }
}
