package dev.schemamigration.database.connection;

import java.util.regex.Pattern;

/**
 * Validates host names and IP addresses. Only characters without a meaning in a JDBC URL are
 * allowed, so that a host cannot add a parameter to one.
 */
final class HostName {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,15})?");

  private HostName() {}

  /** Whether it is a name, an IPv4 address or an IPv6 address without brackets. */
  static boolean valid(String host) {
    return host.indexOf(':') < 0 ? NAME.matcher(host).matches() : IPV6.matcher(host).matches();
  }

  /** The host without the brackets of an IPv6 address; {@code where} begins the message. */
  static String checked(String where, String text) {
    var host =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (host.startsWith("/") || host.startsWith("@")) {
      throw new ConnectionException(new ConnectionFault.SocketHost(where));
    }
    if (host.indexOf(',') >= 0) {
      throw new ConnectionException(new ConnectionFault.SeveralHosts(where));
    }
    if (!valid(host)) {
      throw new ConnectionException(
          new ConnectionFault.BadValue(where, "the host", "a host name or an IP address"));
    }
    return host;
  }
}
