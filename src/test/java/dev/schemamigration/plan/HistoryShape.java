package dev.schemamigration.plan;

import dev.schemamigration.revision.RandomHistory;
import dev.schemamigration.revision.Revision;
import java.util.ArrayList;
import java.util.List;

/** Shapes of large histories. */
enum HistoryShape {
  /** Each revision builds on the one before it. */
  LINEAR {
    @Override
    List<Revision> of(int count) {
      return RandomHistory.linear(count);
    }
  },
  /** Forks and merges at random, the same ones each time. */
  BUSHY {
    @Override
    List<Revision> of(int count) {
      return new RandomHistory(1).bushy(count);
    }
  },
  /** One root, from which half as many branches of two revisions fork. */
  STAR {
    @Override
    List<Revision> of(int count) {
      List<Revision> star = new ArrayList<>();
      star.add(revision("root", List.of()));
      for (int i = 0; i < count / 2; i++) {
        star.add(revision("s%05d".formatted(i), List.of("root")));
        star.add(revision("t%05d".formatted(i), List.of("s%05d".formatted(i))));
      }
      return star;
    }
  };

  /** A history of about so many revisions. */
  abstract List<Revision> of(int count);

  private static Revision revision(String id, List<String> parents) {
    return new Revision(id, parents, List.of(), List.of(), "");
  }
}
