package dev.schemamigration.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * Tells the {@link LeaseFence} of every renewal of the lease. The elector of the client library has
 * the lease renewed, and says only when its holder changes.
 */
final class LeaseRenewals implements Interceptor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> WRITES = Set.of("create", "update", "patch");

  private final ReplicaId replica;
  private final LeaseFence fence;

  /** The elector has one request under way at a time. */
  private volatile long sent;

  LeaseRenewals(ReplicaId replica, LeaseFence fence) {
    this.replica = replica;
    this.fence = fence;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (isWrite(request)) {
      sent = fence.nanos();
    }
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    if (!isWrite(request) || !response.isSuccessful() || request.bodyString() == null) {
      return;
    }
    var spec = spec(request.bodyString());
    if (spec.path("holderIdentity").asText().equals(replica.name()) && spec.has("renewTime")) {
      var time = OffsetDateTime.parse(spec.path("renewTime").asText()).toInstant();
      fence.renewed(new LeaseFence.Moment(sent, time));
    }
  }

  private static boolean isWrite(HttpRequest request) {
    var asked = ApiRequest.of(request);
    return asked.resource().equals("leases") && WRITES.contains(asked.verb());
  }

  private static JsonNode spec(String lease) {
    try {
      return JSON.readTree(lease).path("spec");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
