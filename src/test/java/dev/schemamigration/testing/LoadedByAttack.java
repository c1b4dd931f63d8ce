package dev.schemamigration.testing;

/** Leaves a sign when somebody loads it. Nothing refers to it but the text of attacks. */
public final class LoadedByAttack {
  static {
    System.setProperty("loaded.by.attack", "true");
  }

  /** The system property that it sets; a constant, so that reading it does not load the class. */
  public static final String SIGN = "loaded.by.attack";

  /** Every way in which an attack could make one. */
  public LoadedByAttack() {}

  /** As {@link #LoadedByAttack()}. */
  public LoadedByAttack(String text) {}
}
