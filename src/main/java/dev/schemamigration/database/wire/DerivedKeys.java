package dev.schemamigration.database.wire;

import dev.schemamigration.text.Digest;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the keys that SCRAM derives from passwords. To derive one takes thousands of digests,
 * so that nobody guesses passwords quickly; whoever logs in with the same one all the time only
 * pays for it, with half of the time that a login takes.
 *
 * <p>The driver has no place to hand such a key in. So this is a security provider before all
 * others, for one algorithm, that serves logins of this program; everything else in the process
 * gets its keys from the next provider, as before.
 */
public final class DerivedKeys extends Provider {
  private static final long serialVersionUID = 1;

  private static final String KIND = "SecretKeyFactory";
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

  /** More than the connections of one operator. */
  private static final int MOST = 4096;

  /** The server to which this thread logs in. */
  private static final ThreadLocal<Optional<String>> SERVER =
      ThreadLocal.withInitial(Optional::empty);

  private static final Map<String, SecretKeySpec> KEYS =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SecretKeySpec> eldest) {
          return size() > MOST;
        }
      };

  static {
    Security.insertProviderAt(new DerivedKeys(), 1);
  }

  private DerivedKeys() {
    super("SchemaMigrationLogins", "1", "remembers keys that logins derive from passwords");
    putService(new Derivation(this));
  }

  /** A login, all of it on the thread that calls. */
  @FunctionalInterface
  public interface Login<T> {
    /** Logs in. */
    T run() throws SQLException;
  }

  /**
   * Logs in with keys that are remembered.
   *
   * @param server its address: with the salt of another server, one that derived the same key in no
   *     time would tell that the password of that server was guessed
   */
  public static <T> T during(String server, Login<T> login) throws SQLException {
    SERVER.set(Optional.of(server));
    try {
      return login.run();
    } finally {
      SERVER.remove();
    }
  }

  /**
   * The key for a password; the next provider serves what is refused.
   *
   * @throws InvalidKeySpecException when it is not asked for by a login
   */
  private static SecretKey key(KeySpec wanted) throws InvalidKeySpecException {
    var server = SERVER.get();
    if (server.isEmpty() || !(wanted instanceof PBEKeySpec spec) || spec.getSalt() == null) {
      throw new InvalidKeySpecException("not asked for by a login");
    }
    var name =
        new Digest()
            .add(server.get())
            .add(new String(spec.getPassword()))
            .add("salt", spec.getSalt())
            .add(spec.getIterationCount() + " " + spec.getKeyLength())
            .hex();
    synchronized (KEYS) {
      var known = KEYS.get(name);
      if (known != null) {
        return known;
      }
    }
    var derived = new SecretKeySpec(derived(spec), ALGORITHM);
    synchronized (KEYS) {
      KEYS.put(name, derived);
    }
    return derived;
  }

  private static byte[] derived(PBEKeySpec spec) throws InvalidKeySpecException {
    var next =
        Stream.of(Security.getProviders(KIND + "." + ALGORITHM))
            .filter(it -> !(it instanceof DerivedKeys))
            .findFirst()
            .orElseThrow(() -> new InvalidKeySpecException("no other provider derives keys"));
    try {
      return SecretKeyFactory.getInstance(ALGORITHM, next).generateSecret(spec).getEncoded();
    } catch (InvalidKeySpecException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new InvalidKeySpecException(e);
    }
  }

  /** The service of this provider. */
  private static final class Derivation extends Service {
    Derivation(Provider provider) {
      super(provider, KIND, ALGORITHM, Factory.class.getName(), null, null);
    }

    @Override
    public Object newInstance(@Nullable Object parameter) {
      return new Factory();
    }
  }

  private static final class Factory extends SecretKeyFactorySpi {
    @Override
    protected SecretKey engineGenerateSecret(KeySpec spec) throws InvalidKeySpecException {
      return key(spec);
    }

    @Override
    protected KeySpec engineGetKeySpec(SecretKey key, Class<?> type)
        throws InvalidKeySpecException {
      throw new InvalidKeySpecException("not asked for by a login");
    }

    @Override
    protected SecretKey engineTranslateKey(SecretKey key) throws InvalidKeyException {
      throw new InvalidKeyException("not asked for by a login");
    }
  }
}
