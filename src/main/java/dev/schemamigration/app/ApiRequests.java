package dev.schemamigration.app;

import dev.schemamigration.metrics.ApiMetrics;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts the requests that the API server has answered. */
final class ApiRequests implements Interceptor {
  private final ApiMetrics metrics;

  ApiRequests(ApiMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    var asked = ApiRequest.of(request);
    metrics.answered(asked.verb(), asked.resource(), response.code());
  }
}
