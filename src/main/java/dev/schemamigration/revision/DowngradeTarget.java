package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Reachability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The argument of {@code downgrade}, resolved for the current heads of a database. It may count
 * from them ({@code -1}, {@code label@-1}).
 *
 * @param floor the revision to go down to, which stays; empty for base
 * @param roots the revisions that follow the floor and are to be undone with all that depends on
 *     them
 */
public record DowngradeTarget(Optional<String> floor, List<String> roots) {
  public DowngradeTarget {
    roots = List.copyOf(roots);
  }

  /**
   * Reads the argument.
   *
   * @param heads the current heads of the database
   * @throws RevisionException with a {@link TargetFault} when the text has no meaning, or with an
   *     {@link AppliedFault} when the steps begin at a head that the graph does not have
   */
  public static DowngradeTarget resolve(
      RevisionGraph graph, Collection<String> heads, String text) {
    return new Reading(graph, heads, text).read();
  }

  private record Reading(RevisionGraph graph, Collection<String> heads, String text) {

    DowngradeTarget read() {
      if (text.contains(":")) {
        throw new TargetFault.RangeNotAllowed(text).asException();
      }
      TargetText parsed = TargetText.parse(text);
      Optional<TargetText.Counted> counted = parsed.counted();
      if (counted.isEmpty() || graph.names().exactly(parsed.name()).isPresent()) {
        int floor = TargetSymbol.one(graph, parsed.name(), Optional.empty(), text);
        return target(floor, branch(parsed));
      }
      int steps = counted.get().steps();
      String symbol = counted.get().symbol();
      if (!symbol.isEmpty()) {
        return target(counted(symbol, steps, parsed), branch(parsed));
      }
      if (steps >= 0) {
        throw new TargetFault.WrongWay(text, false).asException();
      }
      return branch(parsed)
          .map(branch -> fromBranch(steps, branch))
          .orElseGet(() -> fromCurrent(steps));
    }

    private int counted(String symbol, int steps, TargetText parsed) {
      Optional<Branch> branch = steps < 0 ? branch(parsed) : Optional.empty();
      int start = TargetSymbol.one(graph, symbol, branch, text);
      if (start == RelativeSteps.BASE && steps == 0) {
        throw RelativeSteps.tooFar(graph, start, steps, text, 0).asException();
      }
      Optional<Branch> upwards = steps > 0 ? branch(parsed) : Optional.empty();
      return RelativeSteps.from(graph, start, steps, text)
          .walk(start, steps, node -> upwards.isEmpty() || upwards.get().has(node));
    }

    private DowngradeTarget fromBranch(int steps, Branch branch) {
      List<Integer> starts = startsOn(branch);
      if (starts.size() > 1) {
        throw severalCurrent(starts);
      }
      if (starts.isEmpty()) {
        throw new TargetFault.BranchNotApplied(text, branch.name()).asException();
      }
      return down(starts.getFirst(), steps, branch);
    }

    /** Counts from several heads only where each of them leads to the same result. */
    private DowngradeTarget fromCurrent(int steps) {
      List<Integer> starts = AppliedRevisions.nodes(graph, heads).stream().boxed().toList();
      if (starts.isEmpty()) {
        throw new TargetFault.TooManySteps(text, List.of(), steps, 0).asException();
      }
      List<DowngradeTarget> ends = new ArrayList<>();
      List<RevisionException> refusals = new ArrayList<>();
      for (int start : starts) {
        try {
          ends.add(down(start, steps, Branch.through(graph, start)));
        } catch (RevisionException refused) {
          refusals.add(refused);
        }
      }
      if (refusals.isEmpty() && ends.stream().map(this::undone).distinct().count() == 1) {
        return ends.getFirst();
      }
      if (ends.isEmpty()
          && refusals.stream().map(it -> it.fault().getClass()).distinct().count() == 1) {
        throw refusals.getFirst();
      }
      throw severalCurrent(starts);
    }

    private DowngradeTarget down(int start, int steps, Branch branch) {
      List<String> from = List.of(graph.idAt(start));
      RelativeSteps.End refused =
          RelativeSteps.End.refused(
              taken -> new TargetFault.TooManySteps(text, from, steps, taken));
      int floor =
          new RelativeSteps(graph, text, refused).walk(start, steps, RelativeSteps.ANYWHERE);
      return target(floor, Optional.of(branch));
    }

    private Set<String> undone(DowngradeTarget end) {
      Set<String> undone = new HashSet<>(graph.dependentsOf(end.roots()));
      undone.retainAll(graph.ancestorsOf(heads));
      return undone;
    }

    private RevisionException severalCurrent(List<Integer> starts) {
      return new TargetFault.SeveralCurrent(
              text, starts.stream().map(graph::idAt).sorted().toList())
          .asException();
    }

    /** The heads on the branch, else its applied revisions that no applied one follows. */
    private List<Integer> startsOn(Branch branch) {
      BitSet headNodes = AppliedRevisions.nodes(graph, heads);
      List<Integer> starts = headNodes.stream().filter(branch::has).boxed().toList();
      if (!starts.isEmpty()) {
        return starts;
      }
      BitSet applied = Reachability.from(headNodes, graph.adjacency().parents);
      return applied.stream()
          .filter(branch::has)
          .filter(it -> Arrays.stream(graph.adjacency().followers[it]).noneMatch(applied::get))
          .boxed()
          .toList();
    }

    private DowngradeTarget target(int floor, Optional<Branch> branch) {
      List<Integer> roots = new ArrayList<>();
      int[] following =
          floor == RelativeSteps.BASE
              ? graph.nodes(graph.bases()).stream().toArray()
              : graph.adjacency().followers[floor];
      Arrays.stream(following).forEach(roots::add);
      if (branch.isPresent() && roots.size() > 1) {
        List<String> forks = roots.stream().map(graph::idAt).toList();
        roots.retainAll(
            Reachability.from(branch.get().node(), graph.adjacency().downs).stream()
                .boxed()
                .toList());
        if (roots.isEmpty()) {
          throw new TargetFault.NoBranchBelow(text, branch.get().name(), forks).asException();
        }
      }
      return new DowngradeTarget(
          floor == RelativeSteps.BASE ? Optional.empty() : Optional.of(graph.idAt(floor)),
          roots.stream().map(graph::idAt).toList());
    }

    private Optional<Branch> branch(TargetText parsed) {
      return parsed.branch().map(name -> Branch.find(graph, name, text));
    }
  }
}
