package dev.schemamigration.engine.format;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/** Builds Liquibase's tree from XML: attributes and elements become children, text the value. */
final class XmlTreeHandler extends DefaultHandler2 {
  private final ChangelogLocation location;
  private final NodeLimit limit;
  private final Deque<Element> open = new ArrayDeque<>();
  private final Map<ParsedNode, Supplier<EngineException>> foreign = new IdentityHashMap<>();
  private @Nullable ParsedNode root;
  private @Nullable Locator locator;

  XmlTreeHandler(ChangelogLocation location, Spending spending) {
    this.location = location;
    this.limit = new NodeLimit(location, spending);
  }

  ParsedNode root() {
    return Objects.requireNonNull(root);
  }

  private record Element(ParsedNode node, StringBuilder text) {}

  @Override
  public void setDocumentLocator(Locator locator) {
    this.locator = locator;
  }

  @Override
  public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
    throw location.forbidden(
        "before the first element",
        "DOCTYPE",
        "a changelog has no document type and no entities; take it out");
  }

  @Override
  public void startElement(String uri, String name, String qualifiedName, Attributes attributes)
      throws SAXException {
    limit.count(1 + attributes.getLength(), open.size() + 1);
    var node = new ParsedNode(null, name);
    if (!uri.equals(XmlTree.NAMESPACE)) {
      foreign(node, uri, qualifiedName);
    }
    try {
      for (int i = 0; i < attributes.getLength(); i++) {
        if (attributes.getURI(i).isEmpty()) {
          node.addChild(null, attributes.getLocalName(i), attributes.getValue(i));
        }
      }
      if (open.isEmpty()) {
        root = node;
      } else {
        open.getLast().node().addChild(node);
      }
    } catch (ParsedNodeException e) {
      throw new SAXException(e);
    }
    open.add(new Element(node, new StringBuilder()));
  }

  /** An element of another namespace is refused unless its changeset never runs here. */
  private void foreign(ParsedNode node, String uri, String name) {
    var line = locator == null ? "" : "line " + locator.getLineNumber();
    if (open.isEmpty()) {
      throw location.invalid(
          line
              + ": <"
              + name
              + "> is not in Liquibase's namespace; write <databaseChangeLog xmlns=\""
              + XmlTree.NAMESPACE
              + "\">");
    }
    foreign.put(
        node,
        () ->
            location.forbidden(
                line,
                "<" + name + ">" + (uri.isEmpty() ? "" : " of namespace " + uri),
                "only elements of " + XmlTree.NAMESPACE + " are known; write the step as SQL"));
  }

  /** Returns the refusals of elements of other namespaces, by element. */
  Map<ParsedNode, Supplier<EngineException>> foreign() {
    return foreign;
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (!open.isEmpty()) {
      open.getLast().text().append(characters, start, length);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualifiedName) throws SAXException {
    var element = open.removeLast();
    var text = element.text().toString().trim();
    if (!text.isEmpty()) {
      try {
        element.node().setValue(text);
      } catch (ParsedNodeException e) {
        throw new SAXException(e);
      }
    }
  }
}
