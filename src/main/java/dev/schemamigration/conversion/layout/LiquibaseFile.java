package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.ToolFile;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A changelog of Liquibase, as far as it says which others belong to it.
 *
 * @param parts its elements in order
 */
record LiquibaseFile(ToolFile file, List<Part> parts) {
  private static final String ROOT = "databaseChangeLog";

  /**
   * One element.
   *
   * @param kind its name, such as {@code include} or {@code changeSet}
   * @param attributes as texts
   */
  record Part(String kind, Map<String, String> attributes) {
    String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }

    boolean isInclude() {
      return kind.equals("include") || kind.equals("includeAll");
    }

    boolean isRelative() {
      return attribute("relativeToChangelogFile").equals("true");
    }
  }

  LiquibaseFile {
    parts = List.copyOf(parts);
  }

  /** Whether others belong to it. */
  boolean includes() {
    return parts.stream().anyMatch(Part::isInclude);
  }

  /** The changelog in a file; empty where it is none, or cannot be read. */
  static Optional<LiquibaseFile> of(ToolFile file) {
    var name = file.name().toLowerCase(Locale.ROOT);
    if (name.endsWith(".sql")) {
      return Optional.of(new LiquibaseFile(file, List.of(new Part("changeSet", Map.of()))));
    }
    if (!file.text().contains(ROOT)) {
      return Optional.empty();
    }
    try {
      var parts =
          name.endsWith(".xml")
              ? xml(file.text())
              : name.matches(".*\\.(ya?ml|json)") ? yaml(file.text()) : List.<Part>of();
      return parts.isEmpty() ? Optional.empty() : Optional.of(new LiquibaseFile(file, parts));
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  private static List<Part> xml(String text) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setNamespaceAware(true);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    var root = builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    var parts = new ArrayList<Part>();
    if (ROOT.equals(root.getLocalName())) {
      for (int i = 0; i < root.getChildNodes().getLength(); i++) {
        if (root.getChildNodes().item(i) instanceof Element element) {
          var attributes = new HashMap<String, String>();
          for (int j = 0; j < element.getAttributes().getLength(); j++) {
            var attribute = element.getAttributes().item(j);
            attributes.put(attribute.getNodeName(), attribute.getNodeValue());
          }
          parts.add(new Part(element.getLocalName(), attributes));
        }
      }
    }
    return parts;
  }

  private static List<Part> yaml(String text) {
    Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    var parts = new ArrayList<Part>();
    if (root instanceof Map<?, ?> map && map.get(ROOT) instanceof List<?> list) {
      for (var element : list) {
        if (element instanceof Map<?, ?> one) {
          one.forEach((kind, value) -> parts.add(new Part(String.valueOf(kind), texts(value))));
        }
      }
    }
    return parts;
  }

  private static Map<String, String> texts(Object value) {
    var texts = new HashMap<String, String>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
    }
    return texts;
  }
}
