package dev.schemamigration.engine.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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

  /** What is left open is text, while what it holds is not. */
  private static void abandon(Deque<ParameterReference> open, List<ParameterReference> found) {
    while (!open.isEmpty()) {
      found.addAll(open.removeLast().inner());
    }
  }
}
