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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API server in trouble, which a healthy one cannot be made to be. */
class EventRetryTest {
  private static final int NO_ANSWER = -1;
  private static final Pattern NOTE = Pattern.compile("\"note\":\"([^\"]*)\"");

  private final List<Integer> answers = new CopyOnWriteArrayList<>();
  private final List<String> stored = new CopyOnWriteArrayList<>();
  private final RecordedLog log = new RecordedLog(EventRecorder.class.getName());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int otherwise = 201;
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

  @Test
  void anEventIsSentAgainWhereThereWasNoAnswer() {
    answers.addAll(List.of(NO_ANSWER, NO_ANSWER, 201));
    try (var events = recorder()) {
      events.record(Given.resource("target: head\n"), warning("first"));

      await().until(() -> stored.size() == 1);
    }

    assertThat(log.lines())
        .first()
        .asString()
        .startsWith("WARN Events are delayed and sent again: ");
  }

  @Test
  void nothingIsSentAnyMoreOnceTheLimitOfTimeForTheLastEventsHasPassed() {
    otherwise = 503;
    var before = threads();
    var events = recorder(Duration.ofMillis(300));
    events.record(Given.resource("target: head\n"), warning("first"));
    await().until(() -> requests.get() > 1);

    events.close();

    await().until(() -> threads().equals(before));
    assertThat(stored).isEmpty();
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals("events"))
        .collect(Collectors.toSet());
  }

  private EventRecorder recorder() {
    return recorder(Duration.ofSeconds(10));
  }

  private EventRecorder recorder(Duration closing) {
    return new EventRecorder(client, Clock.systemUTC(), "this-process", closing);
  }

  private static MigrationEvent warning(String note) {
    return new MigrationEvent(true, "MigrationFailed", "Migrate", note, "", "1");
  }

  /**
   * Answers as planned, and after that with the same code each time; {@code 4291} is 429 with a
   * pause of one second.
   */
  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int planned = answers.isEmpty() ? otherwise : answers.removeFirst();
    requests.incrementAndGet();
    if (planned == NO_ANSWER) {
      exchange.close();
      return;
    }
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
