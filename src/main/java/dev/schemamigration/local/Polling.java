package dev.schemamigration.local;

/** The time between two looks at something that is about to be. */
public final class Polling {
  private static final long MILLISECONDS = 100;

  private Polling() {}

  /**
   * @throws IllegalStateException when the thread is interrupted
   */
  public static void aMoment() {
    try {
      Thread.sleep(MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
