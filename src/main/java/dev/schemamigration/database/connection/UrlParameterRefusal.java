package dev.schemamigration.database.connection;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;

/** Reasons why a connection parameter is refused, with the remedy. */
public enum UrlParameterRefusal {
  NOT_LISTED("it is not on the list of those that pass; remove it"),
  LOADS_CLASS("it loads a class into this process; remove it"),
  WRITES_LOG("it makes the driver write to a log of its own; remove it"),
  NAMES_CERTIFICATE_FILE("it names a file on this machine; give the certificate's text instead") {
    @Override
    String why(SettingNames names) {
      return super.why(names)
          + ", as "
          + names.of(Setting.SSL_ROOT_CERT)
          + (names.has(Setting.SECRET) ? " or under the key ca.crt of the Secret" : "");
    }
  },
  NAMES_FILE("it names a file on this machine; write what the file says instead"),
  CLIENT_CERTIFICATE("client certificates are not supported; log in with a password"),
  KERBEROS("Kerberos and SSPI are not supported; log in with a password"),
  CUTS_STATEMENTS("it would cut long statements; remove it") {
    @Override
    String why(SettingNames names) {
      return super.why(names)
          + (names.has(Setting.STATEMENT_TIMEOUT)
              ? " and set " + names.of(Setting.STATEMENT_TIMEOUT) + " instead"
              : "");
    }
  },
  CHANGES_SESSION("a migration writes, on the server's own terms; remove it"),
  PART_OF_URL("host, port and database stand in the URL itself"),
  OTHER_OPTION("only -c search_path=… passes; a role is ") {
    @Override
    String why(SettingNames names) {
      return super.why(names)
          + names.of(Setting.ROLE)
          + (names.has(Setting.EXECUTION) ? ", timeouts are " + names.of(Setting.EXECUTION) : "");
    }
  };

  private final String text;

  UrlParameterRefusal(String text) {
    this.text = text;
  }

  /** The reason and the remedy, without the name of the parameter. */
  String why(SettingNames names) {
    return text;
  }
}
