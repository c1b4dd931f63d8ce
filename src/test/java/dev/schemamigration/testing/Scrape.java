package dev.schemamigration.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a scrape of {@code /q/metrics} has found, in the text format of OpenMetrics.
 *
 * @param families by the name that queries use: counters end in {@code _total}
 */
public record Scrape(Map<String, Family> families, List<Sample> samples) {
  private static final Pattern COMMENT = Pattern.compile("# (TYPE|HELP) (\\S+) ?(.*)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
  private static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum", "_created", "");

  public Scrape {
    families = Map.copyOf(families);
    samples = List.copyOf(samples);
  }

  /** The description of a metric. */
  public record Family(String name, String type, String help) {}

  /** One value of a metric. */
  public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }

    /** The same with a further label. */
    public Sample with(String label, String text) {
      var more = new TreeMap<>(labels);
      more.put(label, text);
      return new Sample(name, more, value);
    }
  }

  /** Reads a scrape; what it does not understand is an error. */
  public static Scrape parse(String text) {
    var types = new TreeMap<String, String>();
    var helps = new TreeMap<String, String>();
    var samples = new ArrayList<Sample>();
    for (var line : text.lines().toList()) {
      var comment = COMMENT.matcher(line);
      if (comment.matches()) {
        (comment.group(1).equals("TYPE") ? types : helps).put(comment.group(2), comment.group(3));
      } else if (!line.startsWith("#")) {
        samples.add(sample(line));
      }
    }
    var families = new LinkedHashMap<String, Family>();
    types.forEach(
        (name, type) -> {
          var queried = type.equals("counter") ? name.replaceFirst("_total$", "") + "_total" : name;
          families.put(queried, new Family(queried, type, helps.getOrDefault(name, "")));
        });
    return new Scrape(families, samples);
  }

  private static Sample sample(String line) {
    var sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new AssertionError("not a sample: " + line);
    }
    var labels = new TreeMap<String, String>();
    var text = Objects.requireNonNullElse(sample.group(2), "");
    var label = LABEL.matcher(text);
    int end = 0;
    while (label.find() && label.start() == end) {
      labels.put(label.group(1), label.group(2));
      end = label.end();
    }
    if (end != text.length()) {
      throw new AssertionError("not labels: " + text);
    }
    return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3)));
  }

  /** The family that a sample of this name belongs to. */
  public Family family(String sample) {
    return SUFFIXES.stream()
        .filter(sample::endsWith)
        .map(suffix -> sample.substring(0, sample.length() - suffix.length()))
        .flatMap(name -> Stream.of(name, name + "_total"))
        .filter(families::containsKey)
        .findFirst()
        .map(families::get)
        .orElseThrow(() -> new AssertionError(sample + " has no TYPE"));
  }

  /** Samples of a name with these labels among theirs. */
  public List<Sample> find(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(it -> it.name().equals(name))
        .filter(it -> it.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  /** The value of the one sample of a name with these labels; empty without one. */
  public OptionalDouble value(String name, Map<String, String> labels) {
    var found = find(name, labels);
    if (found.size() > 1) {
      throw new AssertionError("several of " + name + ": " + found);
    }
    return found.stream().mapToDouble(Sample::value).findFirst();
  }
}
