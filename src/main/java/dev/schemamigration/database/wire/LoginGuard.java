package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.WireException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Checks the authentication requests of one connection against the policy and their order. */
final class LoginGuard {
  private static final int OK = 0;
  private static final int CLEARTEXT = 3;
  private static final int MD5 = 5;
  private static final int GSS = 7;
  private static final int GSS_CONTINUE = 8;
  private static final int SSPI = 9;
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  private static final Pattern ITERATIONS = Pattern.compile(",i=([0-9]{1,10})(?=,|$)");

  private final LoginPolicy policy;
  private final boolean encrypted;
  private int last = -1;
  private boolean done;

  LoginGuard(LoginPolicy policy, boolean encrypted) {
    this.policy = policy;
    this.encrypted = encrypted;
  }

  /** Whether the server has let this side in. */
  boolean done() {
    return done;
  }

  /** Checks a request before the driver answers it. */
  void check(byte[] body) throws WireException {
    if (body.length < 4 || done) {
      throw WireException.notPostgres("the server sent a login request out of turn");
    }
    int request = ByteBuffer.wrap(body).getInt();
    switch (request) {
      case OK -> accept(body);
      case CLEARTEXT -> begin(AuthMethod.PASSWORD, body.length == 4);
      case MD5 -> begin(AuthMethod.MD5, body.length == 8);
      case GSS, GSS_CONTINUE -> begin(AuthMethod.GSS, true);
      case SSPI -> begin(AuthMethod.SSPI, true);
      case SASL -> beginSasl(body);
      case SASL_CONTINUE -> limitIterations(body);
      case SASL_FINAL -> require(last == SASL_CONTINUE);
      default -> throw WireException.notPostgres("the server sent an unknown login request");
    }
    last = request;
  }

  /** A server that skips the end of SCRAM has not shown that it knows the password. */
  private void accept(byte[] body) throws WireException {
    require(body.length == 4 && (last < SASL || last == SASL_FINAL));
    if (last < 0) {
      allow(AuthMethod.NONE);
    }
    done = true;
  }

  private void begin(AuthMethod method, boolean wellFormed) throws WireException {
    require(wellFormed && last < 0);
    allow(method);
  }

  private void beginSasl(byte[] body) throws WireException {
    require(body.length > 6 && body[body.length - 1] == 0 && body[body.length - 2] == 0);
    var mechanisms = new String(body, 4, body.length - 4, StandardCharsets.ISO_8859_1);
    begin(mechanisms.contains("SCRAM-") ? AuthMethod.SCRAM : AuthMethod.OAUTH, true);
  }

  private void limitIterations(byte[] body) throws WireException {
    require(last == SASL);
    var message = new String(body, 4, body.length - 4, StandardCharsets.ISO_8859_1);
    var iterations = ITERATIONS.matcher(message).results().map(it -> it.group(1)).toList();
    require(!iterations.isEmpty());
    for (var number : iterations) {
      if (Long.parseLong(number) > LoginPolicy.MOST_ITERATIONS) {
        throw new WireException(
            Kind.LOGIN_REFUSED,
            "the server asks for "
                + number
                + " iterations of SCRAM, and at most "
                + LoginPolicy.MOST_ITERATIONS
                + " are computed; lower scram_iterations on the server and set the password again");
      }
    }
  }

  private void allow(AuthMethod method) throws WireException {
    var refusal = policy.refusal(method, encrypted);
    if (refusal.isPresent()) {
      throw new WireException(Kind.LOGIN_REFUSED, refusal.get());
    }
  }

  private static void require(boolean inTurn) throws WireException {
    if (!inTurn) {
      throw WireException.notPostgres("the server sent a login request out of turn");
    }
  }
}
