package dev.schemamigration.adoption;

/** Ends the mapping of a history that cannot be adopted; its message becomes the refusal's. */
final class AdoptionRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param finding why the history cannot be adopted
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
