package dev.schemamigration.cli.cluster;

import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.text.Printable;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Reads and changes one resource, by requests for nothing else. */
final class ResourceClient implements AutoCloseable {
  private static final String PLURAL = "schemamigrations";
  private static final String TYPE = PLURAL + "." + SchemaMigration.GROUP;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
  private static final String NETTY_NO_UNSAFE = "io.netty.noUnsafe";
  private static final long LIMIT_SECONDS = 15;

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  ResourceClient(ClusterOptions options, String name) {
    this.name = name;
    requireName("the resource", name);
    var config = ClusterConfig.of(options);
    namespace =
        options
            .namespace()
            .or(() -> Optional.ofNullable(config.getNamespace()))
            .filter(it -> !it.isBlank())
            .orElse("default");
    requireName("--namespace", namespace);
    // Newer versions of Java warn of what the network library does for speed.
    if (System.getProperty(NETTY_NO_UNSAFE) == null) {
      System.setProperty(NETTY_NO_UNSAFE, "true");
    }
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Nothing else becomes a part of an address. */
  private static void requireName(String option, String text) {
    if (!NAME.matcher(text).matches()) {
      throw new FailureException(
          Failure.usage(option + ": \"" + Printable.line(text) + "\" is no name in a cluster"));
    }
  }

  /** For messages. */
  String described() {
    return "SchemaMigration " + namespace + "/" + name;
  }

  /** Reads it once. */
  Answer read() {
    return send("get", request());
  }

  /** Merges JSON into it. */
  Answer patch(String json) {
    return send("patch", request().patch("application/merge-patch+json", json));
  }

  private HttpRequest.Builder request() {
    return client.getHttpClient().newHttpRequestBuilder().uri(uri());
  }

  private Answer send(String verb, HttpRequest.Builder request) {
    try {
      return answer(
          verb,
          client
              .getHttpClient()
              .sendAsync(request.build(), String.class)
              .get(LIMIT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return unreachable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreachable(e);
    }
  }

  private URI uri() {
    var server = server();
    return URI.create(
        "%s%sapis/%s/%s/namespaces/%s/%s/%s"
            .formatted(
                server,
                server.endsWith("/") ? "" : "/",
                SchemaMigration.GROUP,
                SchemaMigration.VERSION,
                namespace,
                PLURAL,
                name));
  }

  private Answer answer(String verb, HttpResponse<String> response) {
    return switch (response.code()) {
      case 200 -> found(response.body());
      case 401 ->
          new Answer.Never(
              "AuthenticationFailed",
              "the API server does not accept the credentials (Unauthorized)");
      case 403 -> new Answer.NotNow("PermissionDenied", forbidden(verb, response.body()));
      case 409 -> new Answer.NotNow("Conflict", "it has changed meanwhile; look at it again");
      case 404 -> new Answer.NotNow("NotFound", missing(response.body()));
      default ->
          new Answer.NotNow(
              "ApiUnavailable",
              "the API server answers %d%s"
                  .formatted(
                      response.code(), message(response.body()).map(it -> ": " + it).orElse("")));
    };
  }

  private Answer found(String body) {
    try {
      return new Answer.Found(
          client.getKubernetesSerialization().unmarshal(body, SchemaMigration.class));
    } catch (RuntimeException e) {
      return new Answer.Never(
          "InvalidAnswer", "what answers at " + server() + " is no API server of Kubernetes");
    }
  }

  private String forbidden(String verb, String body) {
    return message(body).orElse("the API server refuses to show " + described())
        + "; a Role with the verb "
        + verb
        + " on "
        + TYPE
        + " and the resourceName "
        + name
        + " is enough";
  }

  /** Who asks for an unknown kind is not answered by a Status. */
  private String missing(String body) {
    return message(body).isPresent()
        ? "there is no SchemaMigration %s in the namespace %s".formatted(name, namespace)
        : "the server doesn't have a resource type \"%s\": the CustomResourceDefinition %s is not installed"
            .formatted(PLURAL, TYPE);
  }

  private Optional<String> message(String body) {
    try {
      return Optional.ofNullable(
              client.getKubernetesSerialization().unmarshal(body, Status.class).getMessage())
          .map(Printable::line);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private Answer unreachable(Throwable e) {
    var why =
        "the API server at %s cannot be reached: %s".formatted(server(), ClusterConfig.why(e));
    return isAboutTrust(e)
        ? new Answer.Never("TlsFailed", why)
        : new Answer.NotNow("ApiUnavailable", why);
  }

  private String server() {
    return client.getMasterUrl().toString();
  }

  private static boolean isAboutTrust(Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    client.close();
  }
}
