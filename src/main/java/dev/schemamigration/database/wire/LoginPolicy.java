package dev.schemamigration.database.wire;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which login a server gets. Pure.
 *
 * <p>A password in clear text is sent only to a server whose certificate was verified, or where it
 * is asked for by name. An MD5 digest, from which a password can be guessed, is not sent without
 * TLS unless an {@code sslmode} says that TLS may be missing.
 *
 * @param sslMode as written; without one TLS is tried
 * @param required methods of {@code require_auth}
 */
public record LoginPolicy(Optional<String> sslMode, Optional<Set<AuthMethod>> required) {
  private static final Set<AuthMethod> UNSUPPORTED =
      Set.of(AuthMethod.GSS, AuthMethod.SSPI, AuthMethod.OAUTH);
  private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

  /** PBKDF2 is the client's work and the server chooses how much of it; this is pgjdbc's limit. */
  static final int MOST_ITERATIONS = 100_000;

  public LoginPolicy {
    required = required.map(Set::copyOf);
  }

  /** Whether a server without TLS is refused. */
  boolean requiresTls() {
    return sslMode.filter(ENCRYPTED::contains).isPresent();
  }

  /** Why {@code method} is not answered; empty when it is. */
  Optional<String> refusal(AuthMethod method, boolean encrypted) {
    if (UNSUPPORTED.contains(method) && required.filter(it -> !it.contains(method)).isEmpty()) {
      return Optional.of(asked(method) + ", which is not supported; log in with a password");
    }
    if (required.isPresent()) {
      return required.get().contains(method)
          ? Optional.empty()
          : Optional.of(
              asked(method)
                  + ", and require_auth allows only "
                  + required.get().stream()
                      .sorted()
                      .map(AuthMethod::word)
                      .collect(Collectors.joining(", ")));
    }
    return switch (method) {
      case NONE, SCRAM -> Optional.empty();
      case PASSWORD ->
          encrypted && verified()
              ? Optional.empty()
              : Optional.of(
                  "the server asks for the password in clear text; have it use scram-sha-256, set"
                      + " sslmode to verify-full with a root certificate, or allow it by the URL's"
                      + " parameter require_auth=password");
      case MD5 ->
          encrypted || sslMode.isPresent()
              ? Optional.empty()
              : Optional.of(
                  "the server has no TLS and asks for an MD5 digest of the password; have it use"
                      + " scram-sha-256 or TLS, or set sslmode to disable to do without");
      case GSS, SSPI, OAUTH -> Optional.empty();
    };
  }

  private boolean verified() {
    return sslMode.filter(it -> it.startsWith("verify-")).isPresent();
  }

  private static String asked(AuthMethod method) {
    return method == AuthMethod.NONE
        ? "the server asks for no login"
        : "the server asks for the login method " + method.word();
  }
}
