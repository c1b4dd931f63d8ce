package dev.schemamigration.engine.format;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.source.SourceLimits;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import liquibase.parser.ChangeLogParser;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import liquibase.parser.core.yaml.CustomConstructYamlTimestamp;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a YAML or JSON changelog; JSON is read as YAML, as in Liquibase. A first pass over the
 * parser events refuses what is unsafe to construct.
 */
final class YamlTree {
  private final ChangelogLocation location;
  private final String content;
  private final Spending spending;

  private YamlTree(ChangelogLocation location, String content, Spending spending) {
    this.location = location;
    this.content = content;
    this.spending = spending;
  }

  /**
   * Returns the root node.
   *
   * @throws EngineException when it is no YAML, no changelog, or exceeds a limit
   */
  static ParsedNode read(ChangelogLocation location, String content, Spending spending) {
    try {
      return new YamlTree(location, content, spending).read();
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
    root.setValue(entries);
    return root;
  }

  private void checkEvents() {
    var checks = new YamlEvents(location, spending);
    new Yaml(options()).parse(new StringReader(content)).forEach(checks::take);
  }

  private static LoaderOptions options() {
    var options = new LoaderOptions();
    options.setCodePointLimit((int) SourceLimits.FILE_BYTES);
    options.setMaxAliasesForCollections(ChangelogLimits.ALIASES);
    options.setAllowRecursiveKeys(false);
    options.setNestingDepthLimit(ChangelogLimits.DEPTH * 2);
    return options;
  }

  private static final class Values extends SafeConstructor {
    private Values(LoaderOptions options) {
      super(options);
      yamlConstructors.put(Tag.TIMESTAMP, new CustomConstructYamlTimestamp());
    }
  }
}
