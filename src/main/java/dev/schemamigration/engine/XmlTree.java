package dev.schemamigration.engine;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import liquibase.parser.core.ParsedNode;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * Reads an XML changelog. A document type is refused before anything of it is read, nothing that
 * the file refers to is ever opened, and the schema that Liquibase ships is the only one applied.
 */
final class XmlTree {
  private static final String LEXICAL_HANDLER = "http://xml.org/sax/properties/lexical-handler";

  private XmlTree() {}

  /**
   * The root element.
   *
   * @param schemaFault what the schema says against it; empty when nothing
   */
  record Read(ParsedNode root, String schemaFault) {}

  /**
   * Reads {@code content} to its end, whatever the schema says.
   *
   * @throws EngineException when it is no XML, or more of it than is taken
   */
  static Read read(ChangelogPlace place, String content) {
    var tree = new XmlTreeHandler(place);
    var faults = new XmlFaults();
    try {
      var validator = XmlSchema.INSTANCE.newValidatorHandler();
      validator.setContentHandler(tree);
      validator.setErrorHandler(faults);
      var reader = reader();
      reader.setContentHandler(validator);
      reader.setErrorHandler(faults);
      reader.setProperty(LEXICAL_HANDLER, tree);
      reader.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
      reader.parse(new InputSource(new StringReader(content)));
    } catch (SAXParseException e) {
      throw place.invalid("line " + e.getLineNumber() + ": " + e.getMessage());
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw place.invalid("is no XML: " + e.getMessage());
    }
    return new Read(tree.root(), faults.first());
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
}
