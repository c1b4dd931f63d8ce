package dev.schemamigration.engine.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A <code>${…}</code> in a text, with those that stand in its name.
 *
 * @param begin offset of the dollar sign
 * @param end offset behind the closing brace
 * @param inner in order; empty for a plain name
 */
record ParameterReference(int begin, int end, List<ParameterReference> inner) {
  /** Deeper nesting is text. */
  private static final int DEPTH = 16;

  /** Returns the references in {@code text}, in order, found in one pass. */
  static List<ParameterReference> in(String text) {
    var found = new ArrayList<ParameterReference>();
    var open = new ArrayDeque<ParameterReference>();
    for (int i = Math.max(0, text.indexOf("${")); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '$' && text.startsWith("{", i + 1)) {
        if (open.size() == DEPTH) {
          abandon(open, found);
        }
        open.push(new ParameterReference(i, -1, new ArrayList<>()));
        i++;
      } else if (c == '}' && !open.isEmpty()) {
        var closed = open.pop();
        (open.isEmpty() ? found : open.element().inner())
            .add(new ParameterReference(closed.begin(), i + 1, closed.inner()));
      } else if (c == '$' || c == '{') {
        abandon(open, found);
      }
    }
    abandon(open, found);
    return found;
  }

  /** Returns the names of all references in {@code text}, without blanks around them. */
  static Set<String> names(String text) {
    var names = new HashSet<String>();
    addNames(text, in(text), names);
    return names;
  }

  private static void addNames(
      String text, List<ParameterReference> references, Set<String> names) {
    for (var reference : references) {
      names.add(text.substring(reference.begin + 2, reference.end - 1).strip());
      addNames(text, reference.inner, names);
    }
  }

  /** What is left open is text, while what it holds is not. */
  private static void abandon(Deque<ParameterReference> open, List<ParameterReference> found) {
    while (!open.isEmpty()) {
      found.addAll(open.removeLast().inner());
    }
  }
}
