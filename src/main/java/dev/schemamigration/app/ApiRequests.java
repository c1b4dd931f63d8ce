package dev.schemamigration.app;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts the requests that the API server has answered. */
final class ApiRequests implements Interceptor {
  private final MeterRegistry registry;

  ApiRequests(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    var asked = ApiRequest.of(request);
    Counter.builder("schema.migration.api.requests")
        .description("Requests that the API server has answered")
        .tag("verb", asked.verb())
        .tag("resource", asked.resource())
        .tag("code", Integer.toString(response.code()))
        .register(registry)
        .increment();
  }
}
