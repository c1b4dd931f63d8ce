package dev.schemamigration.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import liquibase.changelog.DatabaseChangeLog;
import org.xml.sax.SAXException;

/** The schema of XML changelogs, from Liquibase's own jar; compiled when it is first needed. */
final class XmlSchema {
  /** The namespace of every element. */
  static final String NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog";

  private static final String FILE = "www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd";

  /** May be used by several threads. */
  static final Schema INSTANCE = compile();

  private XmlSchema() {}

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
