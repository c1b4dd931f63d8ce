package dev.schemamigration.migration.reason;

import dev.schemamigration.source.fault.QuotedText;
import java.util.List;
import java.util.stream.Collectors;

/** Lists revisions in messages. */
final class QuotedRevisions {
  private static final int SHOWN = 10;

  private QuotedRevisions() {}

  /** The ids, quoted; of more than ten the first ones and the number of the others. */
  static String of(List<String> ids) {
    return (ids.size() == 1 ? "revision " : "revisions ")
        + ids.stream().limit(SHOWN).map(QuotedText::of).collect(Collectors.joining(", "))
        + (ids.size() > SHOWN ? " and " + (ids.size() - SHOWN) + " more" : "");
  }
}
