package dev.schemamigration.source.file;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.file.HeaderValue.Flaw;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses a revision header from the comment at the top of a file. */
public final class HeaderParser {
  private static final Pattern KEY_AND_VALUE =
      Pattern.compile("([A-Za-z][A-Za-z_-]*(?: [A-Za-z_-]+){0,2})\\s*:(.*)", Pattern.DOTALL);
  private static final Pattern WITHOUT_COLON =
      Pattern.compile(
          "(?:(\\w+)\\s*=.*|(revision|irreversible)(?:\\s++(?:(?=[^\\s\\d]*+\\d)\\S++|true|false))?|([a-z]+_[a-z_]+)(?:\\s+\\S+)?)",
          Pattern.DOTALL);
  private static final Pattern NO_MESSAGE =
      Pattern.compile("(SPDX-|Copyright|yaml-language-server:).*", Pattern.CASE_INSENSITIVE);

  public static final int MAX_MESSAGE = 250;

  private final FileLocation location;
  private final Map<HeaderKey, HeaderComment.Line> values = new EnumMap<>(HeaderKey.class);
  private Optional<String> firstFreeLine = Optional.empty();

  private HeaderParser(FileLocation location) {
    this.location = location;
  }

  /** The header in these lines; an empty one when they have no key. */
  public static Header parse(FileLocation location, List<HeaderComment.Line> lines) {
    var parser = new HeaderParser(location);
    lines.forEach(parser::take);
    return parser.header();
  }

  private void take(HeaderComment.Line line) {
    var pair = KEY_AND_VALUE.matcher(line.text());
    if (pair.matches()) {
      var key = HeaderKey.of(pair.group(1));
      if (key.isPresent()) {
        put(key.get(), new HeaderComment.Line(line.number(), pair.group(2).strip()));
        return;
      }
      refuseMisspelt(line, pair);
    }
    refuseWithoutColon(line);
    if (firstFreeLine.isEmpty() && isMessage(line.text())) {
      firstFreeLine = Optional.of(QuotedText.shortened(line.text(), MAX_MESSAGE));
    }
  }

  private void put(HeaderKey key, HeaderComment.Line value) {
    var earlier = values.put(key, value);
    if (earlier != null) {
      throw location.fault(
          value.number(),
          "%s stands here and in line %d".formatted(key.text(), earlier.number()),
          "keep one of them");
    }
  }

  private void refuseMisspelt(HeaderComment.Line line, Matcher pair) {
    var meant = HeaderKey.meantBy(pair.group(1));
    if (meant.isPresent()) {
      throw location.fault(
          line.number(),
          "\"%s:\" is not a header key".formatted(pair.group(1)),
          "write \"%s:\" if that is meant, else reword the comment".formatted(meant.get().text()));
    }
  }

  private void refuseWithoutColon(HeaderComment.Line line) {
    var written = WITHOUT_COLON.matcher(line.text());
    if (!written.matches()) {
      return;
    }
    Stream.of(1, 2, 3)
        .map(written::group)
        .filter(Objects::nonNull)
        .flatMap(word -> HeaderKey.of(word).stream())
        .findFirst()
        .ifPresent(
            key -> {
              throw location.fault(
                  line.number(),
                  "\"%s\" has no colon".formatted(key.text()),
                  "write \"%s: …\" if the header key is meant, else reword the comment"
                      .formatted(key.text()));
            });
  }

  private static boolean isMessage(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit)
        && !NO_MESSAGE.matcher(text).matches();
  }

  private Header header() {
    return new Header(
        read(HeaderKey.REVISION, HeaderValue::id),
        read(HeaderKey.DOWN_REVISION, HeaderValue::ids),
        read(HeaderKey.BRANCH_LABELS, HeaderValue::names).orElse(List.of()),
        read(HeaderKey.DEPENDS_ON, HeaderValue::names).orElse(List.of()),
        read(HeaderKey.CREATE_DATE, HeaderParser::optional)
            .filter(text -> !text.isEmpty())
            .flatMap(text -> read(HeaderKey.CREATE_DATE, HeaderValue::instant)),
        read(HeaderKey.IRREVERSIBLE, HeaderValue::bool).orElse(false),
        read(HeaderKey.MIN_SERVER_VERSION, HeaderValue::majorVersion)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        read(HeaderKey.MESSAGE, HeaderParser::optional)
            .map(text -> QuotedText.shortened(text, MAX_MESSAGE))
            .or(() -> firstFreeLine));
  }

  private interface Reader<T> {
    T read(HeaderKey key, String value) throws Flaw;
  }

  private static String optional(HeaderKey key, String value) {
    return value;
  }

  private <T> Optional<T> read(HeaderKey key, Reader<T> reader) {
    var line = values.get(key);
    if (line == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(key, line.text()));
    } catch (Flaw flaw) {
      throw location.fault(line.number(), flaw.getMessage(), flaw.remedy());
    }
  }
}
