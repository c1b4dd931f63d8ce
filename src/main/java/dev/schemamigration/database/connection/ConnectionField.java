package dev.schemamigration.database.connection;

import dev.schemamigration.setting.Setting;

/** A field of connection data, with the settings that can give it. */
public enum ConnectionField {
  /** All fields in one URL. */
  URL("URL", Setting.URL_KEY, Setting.URL_KEY),
  /** Host name or address. */
  HOST("host", Setting.HOST, Setting.HOST_KEY),
  /** TCP port. */
  PORT("port", Setting.PORT, Setting.PORT_KEY),
  /** Database name. */
  NAME("database name", Setting.DATABASE_NAME, Setting.DATABASE_NAME_KEY),
  /** Role that logs in. */
  USERNAME("user", Setting.USER, Setting.USER_KEY),
  /** That role's password. */
  PASSWORD("password", Setting.PASSWORD, Setting.PASSWORD_KEY),
  /** TLS mode. */
  SSL_MODE("sslmode", Setting.SSL_MODE, Setting.SSL_MODE_KEY),
  /** PEM text of the certificate authority. */
  SSL_ROOT_CERT("root certificate", Setting.SSL_ROOT_CERT, Setting.SSL_ROOT_CERT_KEY);

  private final String label;
  private final Setting setting;
  private final Setting key;

  ConnectionField(String label, Setting setting, Setting key) {
    this.label = label;
    this.setting = setting;
    this.key = key;
  }

  /** Its name in messages. */
  public String label() {
    return label;
  }

  /** The setting that gives it without a Secret. */
  Setting setting() {
    return setting;
  }

  /** The setting that names its key in a Secret. */
  Setting key() {
    return key;
  }
}
