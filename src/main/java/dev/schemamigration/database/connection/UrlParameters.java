package dev.schemamigration.database.connection;

import dev.schemamigration.database.connection.UrlParameterRule.Holds;
import dev.schemamigration.database.connection.UrlParameterRule.IsField;
import dev.schemamigration.database.connection.UrlParameterRule.IsOptions;
import dev.schemamigration.database.connection.UrlParameterRule.IsRootCertificate;
import dev.schemamigration.database.connection.UrlParameterRule.IsSchema;
import dev.schemamigration.database.connection.UrlParameterRule.IsSsl;
import dev.schemamigration.database.connection.UrlParameterRule.LeftOut;
import dev.schemamigration.database.connection.UrlParameterRule.Passes;
import dev.schemamigration.database.connection.UrlParameterRule.Refused;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Parses the query of one URL and checks its parameters against the allow-list. */
final class UrlParameters {
  static final String BAD_PERCENT =
      "has a % that is not followed by two hexadecimal digits of UTF-8 text; write %25 for a %";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,62}");
  private static final Pattern SEARCH_PATH_OPTION =
      Pattern.compile("\\s*(?:-c\\s*|--)search_path=((?:[^\\s\\\\]|\\\\.){1,500})\\s*");

  private final String where;
  private final UrlForm form;
  private final Map<ConnectionField, String> fields = new EnumMap<>(ConnectionField.class);
  private final Map<String, String> parameters = new TreeMap<>();
  private Optional<String> schema = Optional.empty();
  private boolean passwordSeen;

  UrlParameters(String where, UrlForm form) {
    this.where = where;
    this.form = form;
  }

  /** Parses the query, without its question mark. */
  void read(String query) {
    for (var token : query.split("&")) {
      if (!token.isEmpty()) {
        var equals = token.indexOf('=');
        take(
            equals < 0 ? token : token.substring(0, equals),
            equals < 0 ? Optional.empty() : Optional.of(token.substring(equals + 1)));
      }
    }
  }

  /** Takes one parameter that is not encoded. */
  void read(String name, String value) {
    apply(name, UrlParameterRules.of(name), value);
  }

  Optional<String> field(ConnectionField field) {
    return Optional.ofNullable(fields.get(field));
  }

  Map<String, String> parameters() {
    return parameters;
  }

  Optional<String> schema() {
    return schema;
  }

  private void take(String encodedName, Optional<String> encodedValue) {
    var name = UrlForm.decode(encodedName).orElse("");
    var repeatable = UrlParameterRules.wellKnown(name);
    if (!repeatable && (passwordSeen || encodedValue.isEmpty() || !NAME.matcher(name).matches())) {
      throw new ConnectionException(new ConnectionFault.UnnamedParameter(where));
    }
    var rule = UrlParameterRules.of(name);
    if (rule instanceof Refused refused) {
      throw new ConnectionException(
          new ConnectionFault.RefusedParameter(where, name, refused.why()));
    }
    if (encodedValue.isEmpty() && !(rule instanceof IsSsl)) {
      throw malformed("parameter \"" + name + "\" has no value; write " + name + "=…");
    }
    var value =
        form.decodeQuery(encodedValue.orElse("true"))
            .map(it -> ControlCharacters.refused(where, "parameter \"" + name + "\"", it))
            .orElseThrow(() -> malformed("parameter \"" + name + "\" " + BAD_PERCENT));
    apply(name, rule, value);
  }

  private void apply(String name, UrlParameterRule rule, String value) {
    switch (rule) {
      case Passes passes -> {
        check(name, value, passes.accepts(), passes.expected());
        put(name, passes.driverName(), value);
      }
      case Holds holds -> check(name, value, holds.accepts(), holds.expected());
      case IsField field -> takeField(name, field.field(), value);
      case IsSchema ignored -> takeSchema(name, value);
      case IsSsl ignored -> put(name, "sslmode", sslMode(name, value));
      case IsRootCertificate ignored -> takeRootCertificate(name, value);
      case IsOptions ignored -> takeSchema(name, searchPathOf(name, value));
      case LeftOut ignored -> {}
      case Refused refused ->
          throw new ConnectionException(
              new ConnectionFault.RefusedParameter(where, name, refused.why()));
    }
  }

  private void takeField(String name, ConnectionField field, String value) {
    passwordSeen |= field == ConnectionField.PASSWORD;
    var before = fields.putIfAbsent(field, value);
    if (before != null && !before.equals(value)) {
      throw twice(name);
    }
  }

  private void takeRootCertificate(String name, String value) {
    if (!value.equals(TlsSettings.SYSTEM)) {
      throw new ConnectionException(
          new ConnectionFault.RefusedParameter(
              where, name, UrlParameterRefusal.NAMES_CERTIFICATE_FILE));
    }
    fields.put(ConnectionField.SSL_ROOT_CERT, value);
  }

  private void takeSchema(String name, String value) {
    var names = SchemaNames.parse(value).orElseThrow(() -> badValue(name, SchemaNames.EXPECTED));
    if (schema.isPresent() && !schema.get().equals(names)) {
      throw twice(name);
    }
    schema = Optional.of(names);
  }

  /** A timeout of zero, which in libpq means no limit, leaves the default limit in place. */
  private void put(String name, String driverName, String value) {
    if (driverName.endsWith("Timeout") && value.equals("0")) {
      return;
    }
    var before = parameters.putIfAbsent(driverName, value);
    if (before != null && !before.equals(value)) {
      throw twice(name);
    }
  }

  private String sslMode(String name, String value) {
    return switch (value) {
      case "", "true" -> form == UrlForm.JDBC ? "verify-full" : "require";
      case "false" -> "prefer";
      default -> {
        check(name, value, UrlParameterRules.SSL_MODES::contains, "true, false or an sslmode");
        yield value;
      }
    };
  }

  private String searchPathOf(String name, String value) {
    var option = SEARCH_PATH_OPTION.matcher(value);
    if (!option.matches()) {
      throw new ConnectionException(
          new ConnectionFault.RefusedParameter(where, name, UrlParameterRefusal.OTHER_OPTION));
    }
    return option.group(1).replaceAll("\\\\(.)", "$1");
  }

  private void check(String name, String value, Predicate<String> accepts, String expected) {
    if (!accepts.test(value)) {
      throw badValue(name, expected);
    }
  }

  private ConnectionException badValue(String name, String expected) {
    return new ConnectionException(
        new ConnectionFault.BadValue(where, "parameter \"" + name + "\"", expected));
  }

  private ConnectionException twice(String name) {
    return new ConnectionException(
        new ConnectionFault.GivenTwice(where, "parameter \"" + name + "\""));
  }

  private ConnectionException malformed(String what) {
    return new ConnectionException(new ConnectionFault.Malformed(where, what));
  }
}
