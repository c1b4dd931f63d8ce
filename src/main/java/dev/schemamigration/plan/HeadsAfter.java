package dev.schemamigration.plan;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The applied heads after one step of a plan, as a view on the periods in which each revision is a
 * head. The steps of a plan share one list of periods, so memory stays linear in steps and heads.
 */
final class HeadsAfter extends AbstractSet<String> {

  /** A revision that is a head after each of the steps from {@code from} up to {@code until}. */
  record Period(String revision, int from, int until) {
    boolean covers(int step) {
      return from <= step && step < until;
    }
  }

  private final List<Period> periods;
  private final int step;

  /**
   * @param periods sorted by revision
   * @param step number of the step, from 0
   */
  HeadsAfter(List<Period> periods, int step) {
    this.periods = periods;
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
    for (var period : periods) {
      if (period.covers(step)) {
        heads.add(period.revision());
      }
    }
    return Collections.unmodifiableList(heads);
  }
}
