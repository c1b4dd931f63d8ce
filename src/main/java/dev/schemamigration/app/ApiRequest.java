package dev.schemamigration.app;

import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.URI;
import java.util.List;

/**
 * What a request asks of the API server, as its audit log and its roles name it.
 *
 * @param verb such as {@code list} or {@code patch}
 * @param resource such as {@code leases} or {@code schemamigrations/status}; {@code other} for what
 *     is no resource
 */
record ApiRequest(String verb, String resource) {
  private static final String NAMESPACES = "namespaces";

  static ApiRequest of(HttpRequest request) {
    return of(request.method(), request.uri());
  }

  static ApiRequest of(String method, URI uri) {
    var path = List.of(uri.getPath().replaceFirst("^/+", "").split("/"));
    var rest =
        switch (path.getFirst()) {
          case "api" -> path.subList(Math.min(2, path.size()), path.size());
          case "apis" -> path.subList(Math.min(3, path.size()), path.size());
          default -> List.<String>of();
        };
    if (rest.size() > 2 && rest.getFirst().equals(NAMESPACES)) {
      rest = rest.subList(2, rest.size());
    }
    if (rest.isEmpty()) {
      return new ApiRequest(verb(method, uri, true), "other");
    }
    var resource = rest.size() > 2 ? rest.getFirst() + "/" + rest.get(2) : rest.getFirst();
    return new ApiRequest(verb(method, uri, rest.size() > 1), resource);
  }

  private static String verb(String method, URI uri, boolean one) {
    return switch (method) {
      case "GET" -> isWatch(uri) ? "watch" : one ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      default -> "delete";
    };
  }

  private static boolean isWatch(URI uri) {
    return uri.getQuery() != null && List.of(uri.getQuery().split("&")).contains("watch=true");
  }
}
