package dev.schemamigration.adoption;

import dev.schemamigration.setting.SettingNames;

/** Ends the mapping of a history that cannot be adopted; carries the fault to the planner. */
final class AdoptionRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AdoptionFault fault;

  /**
   * @param finding the cause
   * @param remedy what a person can do about it, besides not adopting
   */
  AdoptionRefusal(String finding, String remedy) {
    this(new AdoptionFault.Unsuitable(finding, remedy));
  }

  AdoptionRefusal(AdoptionFault fault) {
    super(fault.message(SettingNames.NEUTRAL), null, false, false);
    this.fault = fault;
  }

  AdoptionFault fault() {
    return fault;
  }
}
