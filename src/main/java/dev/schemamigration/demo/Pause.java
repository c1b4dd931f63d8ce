package dev.schemamigration.demo;

/** The time between two looks at something that is about to be. */
final class Pause {
  private static final long MILLISECONDS = 100;

  private Pause() {}

  /**
   * @throws IllegalStateException when the thread is interrupted
   */
  static void aMoment() {
    try {
      Thread.sleep(MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
