package dev.schemamigration.cli.connect;

import dev.schemamigration.database.connection.ConnectionException;
import dev.schemamigration.database.connection.ConnectionFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads libpq's connection service file: sections {@code [name]} with lines {@code keyword=value}.
 * It is the one of {@code PGSERVICEFILE}, else {@code ~/.pg_service.conf}; a service that it does
 * not hold is looked up in {@code pg_service.conf} of {@code PGSYSCONFDIR}.
 */
final class ServiceFile {
  private ServiceFile() {}

  /**
   * The options of a service.
   *
   * @param where names service and file in messages
   * @param values by libpq's keywords
   */
  record Options(String where, Map<String, String> values) {}

  /**
   * @throws ConnectionException when no file holds the service, or one cannot be read
   */
  static Options options(String service, Map<String, String> environment) {
    var files = files(environment);
    for (var file : files) {
      var where = "service \"" + service + "\" of " + file;
      var values = read(service, where, file);
      if (values.isPresent()) {
        return new Options(where, values.get());
      }
    }
    var sought =
        files.isEmpty()
            ? "there is no service file; set PGSERVICEFILE"
            : "it is not defined in "
                + String.join(" or ", files.stream().map(Path::toString).toList());
    throw fault("service \"" + service + "\"", sought);
  }

  private static List<Path> files(Map<String, String> environment) {
    var files = new ArrayList<Path>();
    Optional.ofNullable(environment.get("PGSERVICEFILE"))
        .or(() -> Optional.ofNullable(environment.get("HOME")).map(it -> it + "/.pg_service.conf"))
        .map(Path::of)
        .ifPresent(files::add);
    Optional.ofNullable(environment.get("PGSYSCONFDIR"))
        .map(it -> Path.of(it, "pg_service.conf"))
        .ifPresent(files::add);
    files.removeIf(it -> !Files.exists(it));
    return files;
  }

  private static Optional<Map<String, String>> read(String service, String where, Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw fault(where, "the file cannot be read; correct PGSERVICEFILE");
    }
    Map<String, String> values = null;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (line.startsWith("[")) {
        if (values != null) {
          break;
        }
        values = line.equals("[" + service + "]") ? new LinkedHashMap<>() : null;
      } else if (values != null && !line.isEmpty() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        var keyword = equals < 0 ? "" : line.substring(0, equals).strip();
        if (keyword.isEmpty() || keyword.equals("service")) {
          throw fault(where, "line " + (i + 1) + " is not keyword=value; correct it");
        }
        values.putIfAbsent(
            keyword.equals("hostaddr") ? "host" : keyword, line.substring(equals + 1).strip());
      }
    }
    return Optional.ofNullable(values);
  }

  private static ConnectionException fault(String where, String what) {
    return new ConnectionException(new ConnectionFault.Malformed(where, what));
  }
}
