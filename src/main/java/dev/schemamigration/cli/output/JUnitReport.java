package dev.schemamigration.cli.output;

import dev.schemamigration.text.Printable;
import dev.schemamigration.verify.CheckResult;
import dev.schemamigration.verify.Finding;
import dev.schemamigration.verify.VerificationReport;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A verification as JUnit XML: a test case for each check, and one for each revision. */
public final class JUnitReport {
  private final VerificationReport report;
  private final XMLStreamWriter xml;

  private JUnitReport(VerificationReport report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  /** The document. */
  public static String of(VerificationReport report) {
    var text = new StringWriter();
    try {
      var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new JUnitReport(report, xml).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.append('\n').toString();
  }

  private void write() throws XMLStreamException {
    var failed =
        report.checks().stream().filter(it -> it.status() == CheckResult.Status.FAILED).count();
    var skipped =
        report.checks().stream().filter(it -> it.status() == CheckResult.Status.SKIPPED).count();
    var revisions = report.revisions().stream().filter(it -> !failures(it).isEmpty()).count();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    attribute("name", "schemactl verify " + report.source());
    attribute("tests", Integer.toString(report.checks().size() + report.revisions().size()));
    attribute("failures", Long.toString(failed + revisions));
    attribute("errors", "0");
    attribute("skipped", Long.toString(skipped));
    attribute("time", Double.toString(report.took().toMillis() / 1000.0));
    for (var check : report.checks()) {
      begin("check", check.check().title());
      switch (check.status()) {
        case PASSED -> {}
        case SKIPPED -> {
          xml.writeEmptyElement("skipped");
          attribute("message", check.summary());
        }
        case FAILED ->
            failure(
                report.findings().stream()
                    .filter(it -> it.check() == check.check())
                    .filter(it -> it.severity() == Finding.Severity.FAILURE)
                    .toList());
      }
      xml.writeEndElement();
    }
    for (var revision : report.revisions()) {
      begin("revision", revision);
      if (!failures(revision).isEmpty()) {
        failure(failures(revision));
      }
      xml.writeEndElement();
    }
    xml.writeStartElement("system-out");
    text(String.join("\n", VerificationLines.of(report)));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private List<Finding> failures(String revision) {
    return report.findings().stream()
        .filter(it -> it.severity() == Finding.Severity.FAILURE)
        .filter(it -> it.revision().filter(revision::equals).isPresent())
        .toList();
  }

  private void begin(String kind, String name) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("testcase");
    attribute("classname", "schemactl.verify." + kind);
    attribute("name", name);
  }

  private void failure(List<Finding> findings) throws XMLStreamException {
    xml.writeStartElement("failure");
    attribute("type", VerificationDocument.word(findings.getFirst().check()));
    attribute("message", findings.getFirst().message());
    text(findings.stream().flatMap(JUnitReport::lines).collect(Collectors.joining("\n")));
    xml.writeEndElement();
  }

  private static Stream<String> lines(Finding finding) {
    return Stream.of(
            Stream.of(finding.revision().map(it -> it + ": ").orElse("") + finding.message()),
            finding.differences().stream().map(it -> it.described()),
            finding.data().stream().map(it -> it.described()))
        .flatMap(it -> it);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Printable.line(value).replaceAll("[\ufffe\uffff]", "?"));
  }

  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(Printable.text(text).replaceAll("[\ufffe\uffff]", "?"));
  }
}
