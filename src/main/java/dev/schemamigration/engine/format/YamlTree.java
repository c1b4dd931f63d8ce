package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import liquibase.parser.ChangeLogParser;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import liquibase.parser.core.yaml.CustomConstructYamlTimestamp;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a YAML or JSON changelog; JSON is YAML here as it is for Liquibase. A first pass over the
 * bare events refuses what would be dangerous to build.
 */
final class YamlTree {
  private static final String CORE = "tag:yaml.org,2002:";
  private static final Set<String> TAGS =
      Set.of("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][-+0-9_.:eExXa-fA-F]*+");

  private final ChangelogLocation place;
  private final String content;

  private YamlTree(ChangelogLocation place, String content) {
    this.place = place;
    this.content = content;
  }

  /**
   * The root node.
   *
   * @throws EngineException when it is no YAML, no changelog, or more than is taken
   */
  static ParsedNode read(ChangelogLocation place, String content) {
    try {
      return new YamlTree(place, content).read();
    } catch (MarkedYAMLException e) {
      var line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw place.invalid("line " + line + ": " + e.getProblem());
    } catch (YAMLException | ParsedNodeException | ClassCastException e) {
      throw place.invalid("is no YAML changelog: " + e.getMessage());
    }
  }

  private ParsedNode read() throws ParsedNodeException {
    checkEvents();
    Object document = new Yaml(new Values(options())).load(content);
    if (!(document instanceof Map<?, ?> map)
        || !map.containsKey(ChangeLogParser.DATABASE_CHANGE_LOG)) {
      throw place.invalid("has no databaseChangeLog; put its changeSets below one");
    }
    var root = new ParsedNode(null, ChangeLogParser.DATABASE_CHANGE_LOG);
    var entries = map.get(ChangeLogParser.DATABASE_CHANGE_LOG);
    if (entries == null) {
      return root;
    }
    if (!(entries instanceof List<?>)) {
      throw place.invalid("databaseChangeLog is no list; begin each entry with \"- \"");
    }
    count(new NodeLimit(place), entries, 1);
    root.setValue(entries);
    return root;
  }

  private void checkEvents() {
    var budget = new NodeLimit(place);
    int depth = 0;
    for (var event : new Yaml(options()).parse(new StringReader(content))) {
      if (event instanceof CollectionStartEvent start) {
        checkTag(start.getTag(), start);
        budget.spend(1, ++depth);
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof ScalarEvent scalar) {
        checkTag(scalar.getTag(), scalar);
        checkNumber(scalar);
        budget.spend(1, depth);
      }
    }
  }

  private void checkTag(@Nullable String tag, Event event) {
    if (tag == null
        || tag.equals("!")
        || tag.startsWith(CORE) && TAGS.contains(tag.substring(CORE.length()))) {
      return;
    }
    throw place.forbidden(
        "line " + (event.getStartMark().getLine() + 1),
        "the tag " + (tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag),
        "classes are never loaded; write the plain value");
  }

  private void checkNumber(ScalarEvent scalar) {
    var text = scalar.getValue();
    if (text.length() > ChangelogLimits.DIGITS
        && scalar.isPlain()
        && NUMBER.matcher(text).matches()) {
      throw place.invalid(
          "line "
              + (scalar.getStartMark().getLine() + 1)
              + ": holds a number of "
              + text.length()
              + " digits; put it between quotes if it is a text");
    }
  }

  /** Aliases point at what they stand for; Liquibase's tree will hold a copy for each. */
  private static void count(NodeLimit budget, @Nullable Object value, int depth) {
    budget.spend(1, depth);
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(it -> count(budget, it, depth + 1));
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(it -> count(budget, it, depth + 1));
    }
  }

  private static LoaderOptions options() {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setNestingDepthLimit(ChangelogLimits.DEPTH * 2);
    options.setAllowRecursiveKeys(false);
    return options;
  }

  private static final class Values extends SafeConstructor {
    private Values(LoaderOptions options) {
      super(options);
      yamlConstructors.put(Tag.TIMESTAMP, new CustomConstructYamlTimestamp());
    }
  }
}
