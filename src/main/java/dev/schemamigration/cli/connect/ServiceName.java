package dev.schemamigration.cli.connect;

import dev.schemamigration.database.connection.ConnectionException;
import dev.schemamigration.database.connection.ConnectionFault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A URL and the service that its parameter {@code service} names. Only the command line takes one:
 * a service is an entry in a file of the user.
 *
 * @param rest the URL without the parameter
 * @param name empty when the URL names none
 */
record ServiceName(String rest, Optional<String> name) {
  private static final String PARAMETER = "service=";

  static ServiceName in(String url) {
    int question = url.indexOf('?');
    var parameters =
        question < 0 ? List.<String>of() : List.of(url.substring(question + 1).split("&"));
    var service = parameters.stream().filter(it -> it.startsWith(PARAMETER)).findFirst();
    if (service.isEmpty()) {
      return new ServiceName(url, Optional.empty());
    }
    var others = new ArrayList<>(parameters);
    others.remove(service.get());
    var name = decoded(service.get().substring(PARAMETER.length()));
    return new ServiceName(
        url.substring(0, question) + "?" + String.join("&", others), Optional.of(name));
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ConnectionException(
          new ConnectionFault.Malformed(
              "service \"" + name + "\"", "a % begins no two hexadecimal digits; write it as %25"));
    }
  }
}
