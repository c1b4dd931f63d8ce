package dev.schemamigration.database.connection;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.SequencedCollection;

/** A fault in a Secret with connection data. */
public sealed interface SecretFault extends ConnectionFault {

  /** No key of the Secret is recognised as a required field. */
  record MissingKey(
      ConnectionField field, List<String> recognised, SequencedCollection<String> present)
      implements SecretFault {
    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.SECRET)
          + "the Secret gives no %s: none of its keys is %s; %s. Add one of them, name the key in %s, or set %s"
              .formatted(
                  field.label(),
                  String.join(", ", recognised),
                  listed(present),
                  names.of(field.key()),
                  names.of(field.setting()));
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  /** Keys are named, but none for a required field. */
  record NoKeyNamed(ConnectionField field) implements SecretFault {
    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.SECRET_KEYS)
          + "no key is named for the %s; name it in %s or set %s"
              .formatted(field.label(), names.of(field.key()), names.of(field.setting()));
    }
  }

  /** A named key is not in the Secret. */
  record NamedKeyMissing(ConnectionField field, String key, SequencedCollection<String> present)
      implements SecretFault {
    @Override
    public String message(SettingNames names) {
      return names.subject(field.key())
          + "the Secret has no key \"%s\"; %s. Add the key or name another"
              .formatted(key, listed(present));
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  /** A named key is empty. */
  record NamedKeyEmpty(ConnectionField field, String key) implements SecretFault {
    @Override
    public String message(SettingNames names) {
      return names.subject(field.key())
          + "the key \"%s\" of the Secret is empty; give it a value".formatted(key);
    }

    @Override
    public boolean missing() {
      return true;
    }
  }

  private static String listed(SequencedCollection<String> keys) {
    if (keys.isEmpty()) {
      return "it has no keys";
    }
    var shown = keys.stream().limit(20).toList();
    return "it has "
        + String.join(", ", shown)
        + (keys.size() > shown.size() ? " and " + (keys.size() - shown.size()) + " more" : "");
  }
}
