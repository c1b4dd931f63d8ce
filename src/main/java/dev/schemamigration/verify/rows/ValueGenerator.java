package dev.schemamigration.verify.rows;

import dev.schemamigration.database.session.SqlQuoting;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Generates values of a type as SQL expressions. Values with different numbers differ, where the
 * type has enough of them.
 */
final class ValueGenerator {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private ValueGenerator() {}

  /** The expression of a value, of the type that is asked for. */
  static String value(TypeShape type, int number) {
    return "CAST(" + plain(type, number) + " AS " + type.name() + ")";
  }

  /** A text as a value of the type. */
  static String of(TypeShape type, String text) {
    return "CAST(" + SqlQuoting.literal(text).strip() + " AS " + type.name() + ")";
  }

  private static String plain(TypeShape type, int number) {
    if (type.fit() > TypeShape.USUAL) {
      var candidates = Candidates.of(type, number);
      return SqlQuoting.literal(candidates.get(type.fit() % candidates.size())).strip();
    }
    if (type.element().isPresent()) {
      var element = type.element().get();
      return "ARRAY[" + value(element, number) + ", " + value(element, number + 1) + "]";
    }
    return switch (type.kind()) {
      case 'e' ->
          type.labels().isEmpty()
              ? "NULL"
              : SqlQuoting.literal(type.labels().get(number % type.labels().size())).strip();
      case 'r' -> range(type, number);
      case 'm' -> "'{}'";
      case 'c' ->
          "ROW("
              + type.fields().values().stream()
                  .map(it -> value(it, number))
                  .collect(Collectors.joining(", "))
              + ")";
      default -> SqlQuoting.literal(text(type, number)).strip();
    };
  }

  private static String range(TypeShape type, int number) {
    var subtype = type.fields().get("subtype");
    return subtype == null
        ? "'empty'"
        : "%s(%s, %s)"
            .formatted(type.base(), value(subtype, number * 2), value(subtype, number * 2 + 1));
  }

  /** The text form of a value of a base type; of an unknown one, a number. */
  static String text(TypeShape type, int number) {
    return switch (type.base()) {
      case "boolean" -> number % 2 == 0 ? "true" : "false";
      case "smallint" -> Integer.toString(number % 32_000 + 1);
      case "integer", "bigint", "real", "double precision", "oid", "xid", "cid" ->
          Integer.toString(number + 1);
      case "money" -> (number + 1) + ".50";
      case "numeric" -> decimal(type, number);
      case "\"char\"" -> LETTERS.substring(number % 26, number % 26 + 1);
      case "character" ->
          shortened(type.modifier().stream().findFirst().or(() -> Optional.of(1)), number);
      case "character varying" -> shortened(type.modifier().stream().findFirst(), number);
      case "text", "name" -> words(number);
      case "bytea" -> "\\x%08x".formatted(number);
      case "uuid" -> "00000000-0000-4000-8000-%012x".formatted(number);
      case "date" -> date(number);
      case "timestamp without time zone", "timestamp with time zone" ->
          date(number) + " 12:00:00+00";
      case "time without time zone" -> time(number);
      case "time with time zone" -> time(number) + "+00";
      case "interval" -> (number + 1) + " hours";
      case "json", "jsonb" -> "{\"number\": " + number + ", \"name\": \"" + words(number) + "\"}";
      case "jsonpath" -> "$.a" + number;
      case "xml" -> "<n>" + number + "</n>";
      case "inet" -> address(number);
      case "cidr" -> "10.%d.%d.0/24".formatted(number / 256 % 256, number % 256);
      case "macaddr" ->
          "02:00:00:%02x:%02x:%02x".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
      case "macaddr8" ->
          "02:00:00:ff:fe:%02x:%02x:%02x"
              .formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
      case "bit" -> bits(type.modifier().stream().findFirst().orElse(1), number);
      case "bit varying" ->
          bits(Math.min(8, type.modifier().stream().findFirst().orElse(8)), number);
      case "point" -> "(%d,%d)".formatted(number, number + 1);
      case "line" -> "{1,%d,%d}".formatted(number + 1, number);
      case "lseg", "path" -> "[(%d,0),(%d,1)]".formatted(number, number + 1);
      case "box" -> "(%d,0),(%d,1)".formatted(number, number + 1);
      case "polygon" -> "((%d,0),(%d,1),(%d,2))".formatted(number, number + 1, number + 2);
      case "circle" -> "<(%d,0),1>".formatted(number);
      case "tsvector", "tsquery" -> "word" + number;
      case "pg_lsn" -> "0/%X".formatted(number + 1);
      case "txid_snapshot", "pg_snapshot" -> "10:20:10,14,15";
      default -> extension(type, number);
    };
  }

  /** Types of well-known extensions, which are named with their schema. */
  private static String extension(TypeShape type, int number) {
    var name = type.base().substring(type.base().lastIndexOf('.') + 1);
    return switch (name) {
      case "citext" -> words(number);
      case "hstore" -> "number=>" + number;
      case "ltree" -> "top.n" + number;
      case "lquery" -> "top.*";
      case "cube" -> "(%d,%d)".formatted(number, number + 1);
      case "geometry", "geography" -> "POINT(%d %d)".formatted(number % 90, number % 45);
      case "vector", "halfvec" ->
          "["
              + "1,".repeat(Math.max(0, type.modifier().stream().findFirst().orElse(3) - 1))
              + number
              + "]";
      default -> Integer.toString(number + 1);
    };
  }

  /** Both cases, so that what folds them is noticed. */
  private static String words(int number) {
    return "Value " + number;
  }

  private static String shortened(Optional<Integer> length, int number) {
    var text = words(number);
    if (length.isEmpty() || text.length() <= length.get()) {
      return text;
    }
    var digits = new StringBuilder();
    int left = number;
    for (int i = 0; i < length.get() && (left > 0 || i == 0); i++) {
      digits.insert(0, LETTERS.charAt(left % LETTERS.length()));
      left /= LETTERS.length();
    }
    return digits.toString();
  }

  private static String decimal(TypeShape type, int number) {
    if (type.modifier().isEmpty()) {
      return (number + 1) + ".25";
    }
    int scale = type.modifier().size() > 1 ? type.modifier().get(1) : 0;
    int whole = Math.max(0, type.modifier().getFirst() - Math.max(0, scale));
    int limit = (int) Math.pow(10, Math.min(8, whole));
    return scale > 0
        ? (number % limit) + "." + (number / limit % 9 + 1)
        : Integer.toString(limit > 1 ? (number + 1) % limit : 0);
  }

  private static String date(int number) {
    return LocalDate.of(2020, 1, 1).plusDays(number).toString();
  }

  private static String time(int number) {
    return "%02d:%02d:%02d".formatted(number / 3600 % 24, number / 60 % 60, number % 60);
  }

  private static String address(int number) {
    return "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
  }

  private static String bits(int length, int number) {
    var bits = Integer.toBinaryString(number);
    return bits.length() >= length
        ? bits.substring(bits.length() - length)
        : "0".repeat(length - bits.length()) + bits;
  }
}
