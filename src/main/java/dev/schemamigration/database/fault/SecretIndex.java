package dev.schemamigration.database.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in a text without a regular expression: the time grows with the length of the text,
 * however many words the secrets have. A form of a secret is found by its beginning, as long as a
 * server leaves it, and reaches as far as the text goes on like it.
 */
final class SecretIndex {
  private final Node root = new Node();
  private final Set<String> words = new HashSet<>();

  /** A place in the tree of beginnings, and the forms of which the beginning ends there. */
  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private final List<Form> forms = new ArrayList<>();
  }

  /**
   * @param text folded
   * @param whole whether it is found as a whole word only
   * @param goesOn whether the secret goes on behind it
   */
  private record Form(String text, boolean whole, boolean goesOn) {}

  /**
   * Adds a form of a secret.
   *
   * @param whole whether it is found as a whole word only
   * @param goesOn whether the secret goes on behind it
   */
  void add(String form, boolean whole, boolean goesOn) {
    var text = FoldedText.of(form).text();
    var node = root;
    for (int i = 0; i < SecretForms.truncated(form); i++) {
      node = node.next.computeIfAbsent(text.charAt(i), none -> new Node());
    }
    node.forms.add(new Form(text, whole, goesOn));
  }

  /** Adds a word, which is found where it stands alone. */
  void addWord(String word) {
    words.add(FoldedText.of(word).text());
  }

  /** The end of the longest secret that begins at a position; the position where none does. */
  int end(FoldedText text, int from) {
    int end = from;
    @Nullable Node node = root;
    for (int at = from; node != null; at++) {
      for (var form : node.forms) {
        end = Math.max(end, end(text, from, at, form));
      }
      node = at < text.length() ? node.next.get(text.at(at)) : null;
    }
    int word = text.wordEnd(from);
    return word > end && words.contains(text.text().substring(from, word)) ? word : end;
  }

  private static int end(FoldedText text, int from, int at, Form form) {
    int length = at - from;
    int end = at + text.common(at, form.text(), length);
    boolean complete = end - from == form.text().length();
    if (complete && form.goesOn()) {
      return text.length();
    }
    return form.whole() && !(text.boundary(from) && text.boundary(end)) ? from : end;
  }
}
