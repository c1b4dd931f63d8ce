package dev.schemamigration.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemamigration.revision.Revision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A file of recorded answers of Alembic, one JSON object a line; plain or gzipped. */
record OracleFile(String name, List<JsonNode> cases) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The files to run: the one in the test resources, then the one that the property names. */
  static List<OracleFile> shippedAndNamedBy(String resource, String property) {
    List<OracleFile> files = new ArrayList<>();
    files.add(shipped(resource));
    Optional.ofNullable(System.getProperty(property))
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .ifPresent(path -> files.add(read(path)));
    return files;
  }

  static OracleFile shipped(String resource) {
    String path = "/oracle/" + resource + ".jsonl.gz";
    try (InputStream in = OracleFile.class.getResourceAsStream(path)) {
      return read(resource, new GZIPInputStream(Objects.requireNonNull(in, path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OracleFile read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      String name = path.getFileName().toString();
      return read(name, name.endsWith(".gz") ? new GZIPInputStream(in) : in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OracleFile read(String name, InputStream in) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        cases.add(JSON.readTree(line));
      }
    }
    return new OracleFile(name, cases);
  }

  static List<Revision> revisions(JsonNode oracleCase) {
    List<Revision> revisions = new ArrayList<>();
    for (JsonNode revision : oracleCase.get("graph")) {
      String id = revision.get("revision").asText();
      revisions.add(
          new Revision(
              id,
              texts(revision.get("down_revision")),
              texts(revision.get("branch_labels")),
              texts(revision.get("depends_on")),
              "rev " + id));
    }
    return revisions;
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
