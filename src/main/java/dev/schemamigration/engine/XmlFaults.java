package dev.schemamigration.engine;

import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** Remembers the first thing that the schema says, and stops at what is no XML at all. */
final class XmlFaults implements ErrorHandler {
  private String first = "";

  /** With its line; empty when there is nothing to say. */
  String first() {
    return first;
  }

  @Override
  public void warning(SAXParseException e) {
    // the JDK's parser warns of nothing that concerns a changelog
  }

  @Override
  public void error(SAXParseException e) {
    if (first.isEmpty()) {
      first =
          "line " + e.getLineNumber() + ": " + e.getMessage().replaceFirst("^cvc-[\\w.-]+: ", "");
    }
  }

  @Override
  public void fatalError(SAXParseException e) throws SAXParseException {
    throw e;
  }
}
