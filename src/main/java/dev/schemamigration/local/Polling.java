package dev.schemamigration.local;

/** The pause between two checks of a condition. */
public final class Polling {
  private static final long MILLISECONDS = 100;

  private Polling() {}

  /**
   * @throws IllegalStateException when the thread is interrupted
   */
  public static void pause() {
    try {
      Thread.sleep(MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
