package dev.schemamigration.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates contexts and label expressions. Liquibase takes what it does not understand for a name
 * that nothing has, so that an expression with a slip chooses the wrong changesets in silence.
 */
final class FilterGrammar {
  private static final int CONTEXT_LENGTH = 255;
  private static final int LABELS_LENGTH = 1024;
  private static final Pattern CONTEXT =
      Pattern.compile("@?[^\\s\\p{Cntrl},()!@]++( [^\\s\\p{Cntrl},()!@]++)*+");
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");
  private static final Pattern TOKEN = Pattern.compile("[(),!@]|[^\\s(),!@]++");
  private static final Set<String> OPERATORS = Set.of("and", "or", "not");
  private static final Set<String> PUNCTUATION = Set.of("(", ")", ",", "!", "@");
  private static final String EXPECTED =
      "is no label expression: %s; write labels with and, or, ! and parentheses between them, such"
          + " as \"a and !b\"";

  private FilterGrammar() {}

  /** Why {@code context} is no name of a context. */
  static Optional<FilterFault> contextFault(String context) {
    if (context.length() > CONTEXT_LENGTH) {
      return fault(Setting.CONTEXTS, context, "is longer than 255 characters; shorten it");
    }
    var words = List.of(context.toLowerCase(Locale.ROOT).split(" "));
    return CONTEXT.matcher(context).matches() && words.stream().noneMatch(OPERATORS::contains)
        ? Optional.empty()
        : fault(
            Setting.CONTEXTS,
            context,
            "is no name of a context; write names only, each by itself: expressions stand in the"
                + " revision files");
  }

  /** Why {@code labels} is no label expression. */
  static Optional<FilterFault> labelFault(String labels) {
    if (labels.length() > LABELS_LENGTH) {
      return fault(Setting.LABELS, labels, "is longer than 1024 characters; shorten it");
    }
    if (UNPRINTABLE.matcher(labels).find()) {
      return fault(Setting.LABELS, labels, EXPECTED.formatted("it holds a control character"));
    }
    return labels.isEmpty()
        ? Optional.empty()
        : new Expression(labels)
            .slip()
            .flatMap(it -> fault(Setting.LABELS, labels, EXPECTED.formatted(it)));
  }

  private static Optional<FilterFault> fault(Setting setting, String value, String why) {
    return Optional.of(new FilterFault(setting, value, why));
  }

  /** One pass over the tokens of an expression. */
  private static final class Expression {
    private final List<String> tokens;
    private int depth;
    private boolean operand = true;
    private boolean negated;
    private boolean required;

    Expression(String text) {
      this.tokens = words(text);
    }

    /** Joins the words of a name: a label may hold blanks. */
    private static List<String> words(String text) {
      var words = new ArrayList<String>();
      for (var token : TOKEN.matcher(text).results().map(it -> it.group()).toList()) {
        if (isName(token) && !words.isEmpty() && isName(words.getLast())) {
          words.add(words.removeLast() + " " + token);
        } else {
          words.add(token);
        }
      }
      return words;
    }

    private static boolean isName(String token) {
      return !PUNCTUATION.contains(token) && !OPERATORS.contains(lower(token));
    }

    private static String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }

    /** What is wrong; empty when nothing is. */
    Optional<String> slip() {
      for (var token : tokens) {
        var slip = next(token);
        if (slip.isPresent()) {
          return slip;
        }
      }
      return end();
    }

    private Optional<String> end() {
      if (operand) {
        return Optional.of("a label is missing at its end");
      }
      return depth > 0 ? Optional.of("a parenthesis is not closed") : Optional.empty();
    }

    private Optional<String> next(String token) {
      return switch (lower(token)) {
        case "and", "or" -> operator(token);
        // Liquibase splits at commas before it reads parentheses.
        case "," ->
            depth > 0
                ? Optional.of("a comma stands between parentheses, write or")
                : operator(token);
        case "not", "!" -> negation(token);
        case "@" -> requirement();
        case "(" -> opening();
        case ")" -> closing();
        default -> label(token);
      };
    }

    private Optional<String> operator(String token) {
      if (operand) {
        return Optional.of("a label is missing before \"" + token + "\"");
      }
      operand = true;
      return Optional.empty();
    }

    private Optional<String> negation(String token) {
      if (!operand) {
        return Optional.of("an operator is missing before \"" + token + "\"");
      }
      if (negated) {
        return Optional.of("it negates twice");
      }
      negated = true;
      return Optional.empty();
    }

    private Optional<String> requirement() {
      if (!operand || required) {
        return Optional.of("\"@\" belongs before a label");
      }
      required = true;
      return Optional.empty();
    }

    private Optional<String> opening() {
      if (!operand) {
        return Optional.of("an operator is missing before \"(\"");
      }
      if (required) {
        return Optional.of("\"@\" belongs before a label");
      }
      negated = false;
      depth++;
      return Optional.empty();
    }

    private Optional<String> closing() {
      if (operand) {
        return Optional.of("a label is missing before \")\"");
      }
      return --depth < 0 ? Optional.of("a parenthesis is not opened") : Optional.empty();
    }

    private Optional<String> label(String token) {
      if (!operand) {
        return Optional.of("an operator is missing before \"" + token + "\"");
      }
      operand = false;
      negated = false;
      required = false;
      return Optional.empty();
    }
  }
}
