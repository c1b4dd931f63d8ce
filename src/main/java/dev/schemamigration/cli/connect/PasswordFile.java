package dev.schemamigration.cli.connect;

import dev.schemamigration.database.connection.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks a password up in libpq's password file: lines {@code host:port:database:user:password}, in
 * which {@code *} matches anything and a backslash takes the next character as it is. The first
 * line that matches counts. As in libpq, a file that others may read is passed over.
 */
final class PasswordFile {
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private PasswordFile() {}

  /** The password of a login; empty when the file is not there or names none. */
  static Optional<Secret> password(
      Path file, String host, int port, String database, String user, Consumer<String> warnings) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
        warnings.accept(
            "password file " + file + " is passed over: others may read it; run chmod 600 on it");
        return Optional.empty();
      }
      var login = List.of(host, Integer.toString(port), database, user);
      return Files.readAllLines(file).stream()
          .filter(it -> !it.startsWith("#"))
          .map(PasswordFile::fields)
          .filter(it -> it.size() == 5 && matches(it, login))
          .map(it -> unescaped(it.getLast()))
          .filter(it -> !it.isEmpty())
          .findFirst()
          .map(Secret::of);
    } catch (IOException | UnsupportedOperationException e) {
      warnings.accept("password file " + file + " cannot be read");
      return Optional.empty();
    }
  }

  private static boolean matches(List<String> fields, List<String> login) {
    for (int i = 0; i < login.size(); i++) {
      if (!fields.get(i).equals("*") && !unescaped(fields.get(i)).equals(login.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Four fields and the rest of the line, escapes included. */
  private static List<String> fields(String line) {
    var fields = new ArrayList<String>();
    int begin = 0;
    for (int i = 0; i < line.length() && fields.size() < 4; i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        fields.add(line.substring(begin, i));
        begin = i + 1;
      }
    }
    fields.add(line.substring(begin));
    return fields;
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      }
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }
}
