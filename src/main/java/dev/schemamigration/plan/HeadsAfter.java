package dev.schemamigration.plan;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The heads after one step of a plan, as a view on one record of when each revision is a head. A
 * plan of many steps over many heads so stays linear in memory.
 */
final class HeadsAfter extends AbstractSet<String> {

  /** A revision that is a head after each of the steps from {@code from} up to {@code until}. */
  record Reign(String revision, int from, int until) {
    boolean covers(int step) {
      return from <= step && step < until;
    }
  }

  private final List<Reign> reigns;
  private final int step;

  /**
   * @param reigns sorted by revision
   * @param step which step of the plan is meant
   */
  HeadsAfter(List<Reign> reigns, int step) {
    this.reigns = reigns;
    this.step = step;
  }

  @Override
  public Iterator<String> iterator() {
    return heads().iterator();
  }

  @Override
  public int size() {
    return heads().size();
  }

  @Override
  public Object[] toArray() {
    return heads().toArray();
  }

  private List<String> heads() {
    var heads = new ArrayList<String>();
    for (var reign : reigns) {
      if (reign.covers(step)) {
        heads.add(reign.revision());
      }
    }
    return Collections.unmodifiableList(heads);
  }
}
