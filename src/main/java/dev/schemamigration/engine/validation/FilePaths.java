package dev.schemamigration.engine.validation;

import dev.schemamigration.engine.fault.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Validates paths in a changelog, which may name files of its source by relative path. Pure. */
public final class FilePaths {
  private static final Pattern SCHEME = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");

  private static final int SHOWN = 200;

  private FilePaths() {}

  /** Returns why {@code path} is refused; empty when it may be opened. */
  public static Optional<Refusal> refusal(String name, String path) {
    var plain = path.replace('\\', '/');
    boolean outside =
        plain.startsWith("/")
            || plain.startsWith("~")
            || SCHEME.matcher(plain).matches()
            || ("/" + plain + "/").contains("/../")
            || plain.chars().anyMatch(Character::isISOControl);
    return outside
        ? Optional.of(
            new Refusal(
                name + " " + shown(path),
                "only files of the source can be read; write a path relative to the revision file"))
        : Optional.empty();
  }

  /** It may hold a secret, which is masked only where all of it stands as it is. */
  private static String shown(String path) {
    if (path.length() > SHOWN) {
      return "of " + path.length() + " characters";
    }
    return path.chars().anyMatch(Character::isISOControl)
        ? "with a control character"
        : '"' + path + '"';
  }
}
