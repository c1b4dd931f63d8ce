package dev.schemamigration.testing;

/** Sets a system property when it is loaded. Only the changelogs of attacks refer to it. */
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
