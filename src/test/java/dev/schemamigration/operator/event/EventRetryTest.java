package dev.schemamigration.operator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.schemamigration.operator.Given;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API server in trouble, which a healthy one cannot be made to be. */
class EventRetryTest {
  private static final Pattern NOTE = Pattern.compile("\"note\":\"([^\"]*)\"");

  private final List<Integer> answers = new CopyOnWriteArrayList<>();
  private final List<String> stored = new CopyOnWriteArrayList<>();
  private final RecordedLog log = new RecordedLog(EventRecorder.class.getName());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
    log.close();
  }

  @Test
  void anEventThatIsNotTakenNowIsSentAgainAndOthersGoFirst() {
    answers.addAll(List.of(500, 201, 503, 429, 201));
    try (var events = recorder()) {
      events.record(Given.resource("target: head\n"), warning("first"));
      events.record(Given.resource("target: head\n"), warning("second"));

      await().until(() -> stored.size() == 2);
    }

    assertThat(stored).containsExactly("second", "first");
    assertThat(log.lines())
        .containsExactly(
            "WARN Events are delayed and sent again: the server says 503",
            "INFO Events are stored again");
  }

  @Test
  void aRefusedEventIsNamedInAShortLineAndNotSentAgain() {
    answers.addAll(List.of(422, 201));
    try (var events = recorder()) {
      events.record(Given.resource("target: head\n"), warning("y".repeat(5000)));
      events.record(Given.resource("target: head\n"), warning("second"));

      await().until(() -> stored.size() == 1);
    }

    assertThat(stored).containsExactly("second");
    assertThat(log.lines())
        .containsExactly(
            "WARN the Event MigrationFailed of shop/orders is not stored: the server says 422");
  }

  @Test
  void aPauseThatTheServerAsksForIsKeptByAllEvents() {
    answers.addAll(List.of(4291, 201, 201));
    long began = System.nanoTime();
    try (var events = recorder()) {
      events.record(Given.resource("target: head\n"), warning("first"));
      events.record(Given.resource("target: head\n"), warning("second"));

      await().until(() -> stored.size() == 2);
    }

    assertThat(stored).containsExactlyInAnyOrder("first", "second");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
  }

  private EventRecorder recorder() {
    return new EventRecorder(client, Clock.systemUTC(), "this-process", Duration.ofSeconds(10));
  }

  private static MigrationEvent warning(String note) {
    return new MigrationEvent(true, "MigrationFailed", "Migrate", note, "", "1");
  }

  /** Answers as planned; {@code 4291} is 429 with a pause of one second. */
  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int planned = answers.isEmpty() ? 201 : answers.removeFirst();
    int code = planned == 4291 ? 429 : planned;
    if (code == 201) {
      var note = NOTE.matcher(body);
      stored.add(note.find() ? note.group(1) : body);
    }
    var status =
        code == 201
            ? body
            : """
              {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,
               "message":"the server says %d","details":{%s}}
              """
                .formatted(code, code, planned == 4291 ? "\"retryAfterSeconds\":1" : "");
    var bytes = status.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
