package dev.schemamigration.cli.cluster;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;

/** What the API says about a resource. */
sealed interface Answer {
  /** It is there. */
  record Found(SchemaMigration resource) implements Answer {}

  /**
   * It is not, or cannot be asked for now; somebody may change that meanwhile.
   *
   * @param reason one word for programs
   * @param why as a part of a sentence
   */
  record NotNow(String reason, String why) implements Answer {}

  /** It cannot be asked for, and waiting changes nothing about that. */
  record Never(String reason, String why) implements Answer {}
}
