package dev.schemamigration.engine.format;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.parser.core.ParsedNode;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * Reads an XML changelog. A document type is refused before it is read, no external reference is
 * resolved, and the only schema applied is the one that Liquibase ships.
 */
final class XmlTree {
  /** The namespace of every element. */
  static final String NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog";

  private static final String LEXICAL_HANDLER = "http://xml.org/sax/properties/lexical-handler";

  private XmlTree() {}

  /**
   * A document that was read.
   *
   * @param schemaFault its first violation of the schema; empty when it is valid
   * @param foreign the refusals of elements of other namespaces
   */
  record Read(
      ParsedNode root, String schemaFault, Map<ParsedNode, Supplier<EngineException>> foreign) {
    /** Refuses the first element below {@code node} that is of another namespace. */
    void refuseForeign(ParsedNode node) {
      var refusal = foreign.get(node);
      if (refusal != null) {
        throw refusal.get();
      }
      if (!foreign.isEmpty()) {
        node.getChildren().forEach(this::refuseForeign);
      }
    }
  }

  /**
   * Reads {@code content} to its end, even if it violates the schema.
   *
   * @throws EngineException when it is no XML, or exceeds a limit
   */
  static Read read(ChangelogLocation location, String content, Spending spending) {
    spending.text(content);
    var tree = new XmlTreeHandler(location, spending);
    var fault = new FirstFault();
    try {
      var validator = LiquibaseSchema.INSTANCE.newValidatorHandler();
      validator.setContentHandler(tree);
      validator.setErrorHandler(fault);
      var reader = reader();
      var names = new FormerNamespace();
      names.setContentHandler(validator);
      reader.setContentHandler(names);
      reader.setErrorHandler(fault);
      reader.setProperty(LEXICAL_HANDLER, tree);
      reader.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
      reader.parse(new InputSource(new StringReader(content)));
    } catch (SAXParseException e) {
      throw location.invalid("line " + e.getLineNumber() + ": " + e.getMessage());
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw location.invalid("is no XML: " + e.getMessage());
    }
    return new Read(tree.root(), fault.text(), tree.foreign());
  }

  private static XMLReader reader() throws SAXException, ParserConfigurationException {
    var factory = SAXParserFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var parser = factory.newSAXParser();
    parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    return parser.getXMLReader();
  }

  /** The schema of XML changelogs from Liquibase's jar, compiled at first use. */
  private static final class LiquibaseSchema {
    private static final String FILE =
        "www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd";

    /** Thread-safe. */
    private static final Schema INSTANCE = compile();

    private static Schema compile() {
      var factory = SchemaFactory.newDefaultInstance();
      try (var file = DatabaseChangeLog.class.getClassLoader().getResourceAsStream(FILE)) {
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        return factory.newSchema(new StreamSource(file));
      } catch (SAXException e) {
        throw new IllegalStateException("Liquibase's own schema " + FILE + " cannot be read", e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Keeps the first violation of the schema; throws errors of syntax. */
  private static final class FirstFault implements ErrorHandler {
    private String text = "";

    /** Returns the violation with its line; empty without one. */
    private String text() {
      return text;
    }

    @Override
    public void warning(SAXParseException e) {
      // the JDK's parser warns of nothing that concerns a changelog
    }

    @Override
    public void error(SAXParseException e) {
      if (text.isEmpty()) {
        text =
            "line " + e.getLineNumber() + ": " + e.getMessage().replaceFirst("^cvc-[\\w.-]+: ", "");
      }
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXParseException {
      throw e;
    }
  }
}
