package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /apis/coordination.k8s.io/v1/namespaces/ops/leases/blue, get, leases",
    "PATCH, /apis/coordination.k8s.io/v1/namespaces/ops/leases/blue, patch, leases",
    "POST, /apis/coordination.k8s.io/v1/namespaces/ops/leases, create, leases",
    "PATCH, /apis/schemamigration.dev/v1alpha1/namespaces/a/schemamigrations/b/status?force=true,"
        + " patch, schemamigrations/status",
    "GET, /apis/schemamigration.dev/v1alpha1/schemamigrations?limit=500, list, schemamigrations",
    "GET, /apis/schemamigration.dev/v1alpha1/namespaces/a/schemamigrations?a=b&watch=true, watch,"
        + " schemamigrations",
    "GET, /api/v1/namespaces/a/configmaps/files, get, configmaps",
    "GET, /api/v1/secrets?watch=true, watch, secrets",
    "GET, /api/v1/namespaces/kube-system, get, namespaces",
    "GET, /api/v1/namespaces, list, namespaces",
    "PUT, /api/v1/namespaces/a/configmaps/files, update, configmaps",
    "DELETE, /api/v1/namespaces/a/configmaps/files, delete, configmaps",
    "POST, /apis/events.k8s.io/v1/namespaces/a/events, create, events",
    "GET, /version, get, other",
    "GET, /, get, other",
    "GET, /apis, get, other"
  })
  void aRequestIsNamedAsRolesNameIt(String method, String uri, String verb, String resource) {
    assertThat(ApiRequest.of(method, URI.create("https://api.example:6443" + uri)))
        .isEqualTo(new ApiRequest(verb, resource));
  }
}
