package dev.schemamigration.adoption;

/** Leaves the reading of one history when it turns out that it cannot be taken over. */
final class AdoptionRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param finding what is there
   * @param remedy what a person can do about it, besides not adopting
   */
  AdoptionRefusal(String finding, String remedy) {
    super(
        "spec.adopt: "
            + finding
            + "; "
            + remedy
            + ", or set spec.adopt to Never and record what is applied with schemactl stamp",
        null,
        false,
        false);
  }
}
