package dev.schemamigration.install;

import dev.schemamigration.testing.Scrape;
import dev.schemamigration.testing.Scrape.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Pattern;

/**
 * Evaluates the part of PromQL that the alert rules use, and refuses everything else: selectors
 * with equality, comparison with a number, {@code and} and {@code unless} on labels, {@code sum}
 * and {@code max}, {@code absent}, {@code increase} of a range. An increase is not extrapolated.
 */
final class PromQl {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([a-zA-Z_:][\\w:]*)|(\"[^\"]*\")|(\\[[0-9]+[smh]])|([0-9.]+)|(==|>|<|[(){},=]))");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final List<Scrape> scrapes;
  private final Map<String, String> used = new HashMap<>();
  private int next;

  private PromQl(String text, List<Scrape> scrapes) {
    this.text = text;
    this.scrapes = scrapes;
    var token = TOKEN.matcher(text.strip());
    int end = 0;
    while (token.find() && token.start() == end) {
      tokens.add(token.group().strip());
      end = token.end();
    }
    if (end != text.strip().length()) {
      throw new AssertionError("not understood: " + text.strip().substring(end));
    }
  }

  /**
   * Evaluates an expression.
   *
   * @param scrapes oldest first; an instant is the last, a range is all of them
   */
  static List<Sample> evaluate(String expression, List<Scrape> scrapes) {
    return new PromQl(expression, scrapes).whole();
  }

  /** The metrics that an expression reads, with the type that each has to have. */
  static Map<String, String> metrics(String expression) {
    var query = new PromQl(expression, List.of(new Scrape(Map.of(), List.of())));
    query.whole();
    return query.used;
  }

  private List<Sample> whole() {
    var result = expression();
    if (next < tokens.size()) {
      throw new AssertionError("not understood: " + tokens.subList(next, tokens.size()));
    }
    return result;
  }

  private List<Sample> expression() {
    var left = comparison();
    while (at("and") || at("unless")) {
      var keepsMatches = take().equals("and");
      expect("on");
      var labels = names();
      var right = comparison();
      left =
          left.stream()
              .filter(
                  it -> right.stream().anyMatch(other -> same(it, other, labels)) == keepsMatches)
              .toList();
    }
    return left;
  }

  private List<Sample> comparison() {
    var vector = vector();
    if (!at("==") && !at(">") && !at("<")) {
      return vector;
    }
    var operator = take();
    double bound = Double.parseDouble(take());
    return vector.stream()
        .filter(
            it ->
                switch (operator) {
                  case "==" -> it.value() == bound;
                  case ">" -> it.value() > bound;
                  default -> it.value() < bound;
                })
        .toList();
  }

  private List<Sample> vector() {
    var name = take();
    return switch (name) {
      case "sum" -> aggregated(Double::sum);
      case "max" -> aggregated(Math::max);
      case "absent" -> absent();
      case "increase" -> increase();
      default -> selected(name, "gauge", scrapes.getLast());
    };
  }

  private List<Sample> aggregated(DoubleBinaryOperator operator) {
    List<String> by = List.of();
    if (at("by")) {
      take();
      by = names();
    }
    expect("(");
    var groups = new TreeMap<String, Sample>();
    for (var sample : expression()) {
      var labels = new TreeMap<>(sample.labels());
      labels.keySet().retainAll(by);
      groups.merge(
          labels.toString(),
          new Sample("", labels, sample.value()),
          (one, other) ->
              new Sample("", one.labels(), operator.applyAsDouble(one.value(), other.value())));
    }
    expect(")");
    return List.copyOf(groups.values());
  }

  private List<Sample> absent() {
    expect("(");
    var found = selected(take(), "gauge", scrapes.getLast());
    expect(")");
    return found.isEmpty() ? List.of(new Sample("", Map.of(), 1)) : List.of();
  }

  private List<Sample> increase() {
    expect("(");
    var name = take();
    int selector = next;
    var increases = new TreeMap<String, Sample>();
    var before = new HashMap<Map<String, String>, Double>();
    for (var scrape : scrapes) {
      next = selector;
      for (var sample : selected(name, "counter", scrape)) {
        var last = before.put(sample.labels(), sample.value());
        double increase = last == null ? 0 : sample.value() - (sample.value() < last ? 0 : last);
        increases.merge(
            sample.labels().toString(),
            new Sample("", sample.labels(), increase),
            (one, other) -> new Sample("", one.labels(), one.value() + other.value()));
      }
    }
    if (!take().startsWith("[")) {
      throw new AssertionError("increase needs a range: " + text);
    }
    expect(")");
    return List.copyOf(increases.values());
  }

  private List<Sample> selected(String name, String type, Scrape scrape) {
    used.put(name, type);
    var labels = new TreeMap<String, String>();
    expect("{");
    while (!at("}")) {
      var label = take();
      expect("=");
      var quoted = take();
      labels.put(label, quoted.substring(1, quoted.length() - 1));
      if (at(",")) {
        take();
      }
    }
    expect("}");
    return scrape.find(name, labels);
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    expect("(");
    while (!at(")")) {
      names.add(take());
      if (at(",")) {
        take();
      }
    }
    take();
    return names;
  }

  private static boolean same(Sample one, Sample other, List<String> labels) {
    return labels.stream()
        .allMatch(
            it -> one.labels().getOrDefault(it, "").equals(other.labels().getOrDefault(it, "")));
  }

  private boolean at(String token) {
    return next < tokens.size() && tokens.get(next).equals(token);
  }

  private String take() {
    if (next == tokens.size()) {
      throw new AssertionError("ends too early: " + text);
    }
    return tokens.get(next++);
  }

  private void expect(String token) {
    if (!take().equals(token)) {
      throw new AssertionError("%s expected in %s".formatted(token, text));
    }
  }
}
