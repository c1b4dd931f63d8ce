package dev.schemamigration.engine.format;

import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/** Reads the namespaces of Liquibase before 2.0 as the one of today, as Liquibase does. */
final class FormerNamespace extends XMLFilterImpl {
  private static final Pattern FORMER =
      Pattern.compile(Pattern.quote(XmlTree.NAMESPACE) + "/1\\.\\d");

  @Override
  public void startPrefixMapping(String prefix, String uri) throws SAXException {
    super.startPrefixMapping(prefix, ofToday(uri));
  }

  @Override
  public void startElement(String uri, String name, String qualifiedName, Attributes attributes)
      throws SAXException {
    super.startElement(ofToday(uri), name, qualifiedName, attributes);
  }

  @Override
  public void endElement(String uri, String name, String qualifiedName) throws SAXException {
    super.endElement(ofToday(uri), name, qualifiedName);
  }

  private static String ofToday(String uri) {
    return FORMER.matcher(uri).matches() ? XmlTree.NAMESPACE : uri;
  }
}
