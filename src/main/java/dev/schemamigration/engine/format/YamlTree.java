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
 * Reads a YAML or JSON changelog; JSON is read as YAML, as in Liquibase. A first pass over the
 * parser events refuses what is unsafe to construct.
 */
final class YamlTree {
  private static final String CORE = "tag:yaml.org,2002:";
  private static final Set<String> TAGS =
      Set.of("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][-+0-9_.:eExXa-fA-F]*+");

  private final ChangelogLocation location;
  private final String content;

  private YamlTree(ChangelogLocation location, String content) {
    this.location = location;
    this.content = content;
  }

  /**
   * Returns the root node.
   *
   * @throws EngineException when it is no YAML, no changelog, or exceeds a limit
   */
  static ParsedNode read(ChangelogLocation location, String content) {
    try {
      return new YamlTree(location, content).read();
    } catch (MarkedYAMLException e) {
      var line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw location.invalid("line " + line + ": " + e.getProblem());
    } catch (YAMLException | ParsedNodeException | ClassCastException e) {
      throw location.invalid("is no YAML changelog: " + e.getMessage());
    }
  }

  private ParsedNode read() throws ParsedNodeException {
    checkEvents();
    Object document = new Yaml(new Values(options())).load(content);
    if (!(document instanceof Map<?, ?> map)
        || !map.containsKey(ChangeLogParser.DATABASE_CHANGE_LOG)) {
      throw location.invalid("has no databaseChangeLog; put its changeSets below one");
    }
    var root = new ParsedNode(null, ChangeLogParser.DATABASE_CHANGE_LOG);
    var entries = map.get(ChangeLogParser.DATABASE_CHANGE_LOG);
    if (entries == null) {
      return root;
    }
    if (!(entries instanceof List<?>)) {
      throw location.invalid("databaseChangeLog is no list; begin each entry with \"- \"");
    }
    count(new NodeLimit(location), entries, 1);
    root.setValue(entries);
    return root;
  }

  private void checkEvents() {
    var limit = new NodeLimit(location);
    int depth = 0;
    for (var event : new Yaml(options()).parse(new StringReader(content))) {
      if (event instanceof CollectionStartEvent start) {
        checkTag(start.getTag(), start);
        limit.count(1, ++depth);
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof ScalarEvent scalar) {
        checkTag(scalar.getTag(), scalar);
        checkNumber(scalar);
        limit.count(1, depth);
      }
    }
  }

  private void checkTag(@Nullable String tag, Event event) {
    if (tag == null
        || tag.equals("!")
        || tag.startsWith(CORE) && TAGS.contains(tag.substring(CORE.length()))) {
      return;
    }
    throw location.forbidden(
        "line " + (event.getStartMark().getLine() + 1),
        "the tag " + (tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag),
        "classes are never loaded; write the plain value");
  }

  private void checkNumber(ScalarEvent scalar) {
    var text = scalar.getValue();
    if (text.length() > ChangelogLimits.DIGITS
        && scalar.isPlain()
        && NUMBER.matcher(text).matches()) {
      throw location.invalid(
          "line "
              + (scalar.getStartMark().getLine() + 1)
              + ": holds a number of "
              + text.length()
              + " digits; put it between quotes if it is a text");
    }
  }

  /** Counts aliases with what they refer to, of which Liquibase's tree holds a copy each. */
  private static void count(NodeLimit limit, @Nullable Object value, int depth) {
    limit.count(1, depth);
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(it -> count(limit, it, depth + 1));
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(it -> count(limit, it, depth + 1));
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
