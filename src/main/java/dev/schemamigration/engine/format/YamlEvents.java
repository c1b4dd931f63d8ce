package dev.schemamigration.engine.format;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Checks the events of a YAML document before anything is made of them: refuses tags, long numbers
 * and keys that are no plain text, and counts what an alias stands for at each of its uses.
 */
final class YamlEvents {
  private static final String CORE = "tag:yaml.org,2002:";
  private static final Set<String> TAGS =
      Set.of("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][-+0-9_.:eExXa-fA-F]*+");

  private final ChangelogLocation location;
  private final Spending spending;
  private final NodeLimit limit;
  private final Map<String, Size> anchors = new HashMap<>();
  private final Deque<Collection> open = new ArrayDeque<>();
  private int aliases;

  YamlEvents(ChangelogLocation location, Spending spending) {
    this.location = location;
    this.spending = spending;
    this.limit = new NodeLimit(location, spending);
  }

  /** What a node holds with its aliases resolved. */
  private record Size(long nodes, long characters, int depth, boolean plain) {}

  /** A collection whose end has not come yet, with the size of what it holds so far. */
  private static final class Collection {
    private final @Nullable String anchor;
    private final boolean mapping;
    private long nodes = 1;
    private long characters;
    private int depth = 1;
    private int children;

    private Collection(CollectionStartEvent start) {
      anchor = start.getAnchor();
      mapping = start instanceof MappingStartEvent;
    }

    private boolean atKey() {
      return mapping && children % 2 == 0;
    }

    private void add(Size size) {
      nodes += size.nodes();
      characters += size.characters();
      depth = Math.max(depth, size.depth() + 1);
      children++;
    }

    private Size size() {
      return new Size(nodes, characters, depth, false);
    }
  }

  /**
   * Takes the next event.
   *
   * @throws EngineException when it is refused, or exceeds a limit
   */
  void take(Event event) {
    switch (event) {
      case CollectionStartEvent start -> {
        checkTag(start.getTag(), start);
        limit.count(1, open.size() + 1);
        refuseKey(start);
        open.push(new Collection(start));
      }
      case CollectionEndEvent end -> {
        var collection = open.pop();
        add(collection.anchor, collection.size());
      }
      case ScalarEvent scalar -> {
        checkTag(scalar.getTag(), scalar);
        checkNumber(scalar);
        limit.count(1, open.size());
        spending.text(scalar.getValue());
        add(scalar.getAnchor(), new Size(1, scalar.getValue().length(), 0, true));
      }
      case AliasEvent alias -> alias(alias);
      default -> {}
    }
  }

  private void add(@Nullable String anchor, Size size) {
    if (anchor != null) {
      anchors.put(anchor, size);
    }
    if (!open.isEmpty()) {
      open.element().add(size);
    }
  }

  private void alias(AliasEvent alias) {
    var size = anchors.get(alias.getAnchor());
    if (size == null || open.stream().anyMatch(it -> alias.getAnchor().equals(it.anchor))) {
      throw location.invalid(
          "line %d: the alias *%s refers to %s; write what is meant"
              .formatted(
                  line(alias),
                  alias.getAnchor(),
                  open.stream().anyMatch(it -> alias.getAnchor().equals(it.anchor))
                      ? "what it stands in"
                      : "nothing above it"));
    }
    if (!size.plain()) {
      refuseKey(alias);
      if (++aliases > ChangelogLimits.ALIASES) {
        throw location.tooComplex(
            "holds more than %d aliases of lists and maps; write out what they stand for, or split it into several revisions"
                .formatted(ChangelogLimits.ALIASES));
      }
    }
    limit.count(size.nodes(), open.size() + size.depth());
    spending.characters(size.characters());
    open.element().add(size);
  }

  /** A key that is a list or a map would be compared with all that it holds. */
  private void refuseKey(NodeEvent key) {
    if (!open.isEmpty() && open.element().atKey()) {
      throw location.invalid(
          "line %d: a key is a list or a map; write a plain text".formatted(line(key)));
    }
  }

  private void checkTag(@Nullable String tag, Event event) {
    if (tag == null
        || tag.equals("!")
        || tag.startsWith(CORE) && TAGS.contains(tag.substring(CORE.length()))) {
      return;
    }
    throw location.forbidden(
        "line " + line(event),
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
              + line(scalar)
              + ": holds a number of "
              + text.length()
              + " digits; put it between quotes if it is a text");
    }
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
