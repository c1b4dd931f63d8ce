package dev.schemamigration.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * A script of Argo CD's kind: it finds a resource in the global {@code obj} and returns a value.
 */
public final class LuaScript {
  private final String text;

  /** The script of a file. */
  public LuaScript(Path file) {
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it returns for a resource. */
  public JsonNode run(JsonNode resource) {
    var globals = JsePlatform.standardGlobals();
    globals.set("obj", lua(resource));
    return json(globals.load(text).call());
  }

  private static LuaValue lua(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        var table = new LuaTable();
        json.properties().forEach(it -> table.set(it.getKey(), lua(it.getValue())));
        yield table;
      }
      case ARRAY -> {
        var table = new LuaTable();
        json.forEach(it -> table.set(table.length() + 1, lua(it)));
        yield table;
      }
      case BOOLEAN -> LuaValue.valueOf(json.booleanValue());
      case NUMBER -> LuaValue.valueOf(json.doubleValue());
      case STRING -> LuaValue.valueOf(json.textValue());
      case NULL, MISSING -> LuaValue.NIL;
      default -> throw new IllegalArgumentException(json.toString());
    };
  }

  private static JsonNode json(LuaValue value) {
    if (value.istable()) {
      return json(value.checktable());
    }
    if (value.isboolean()) {
      return JsonNodeFactory.instance.booleanNode(value.toboolean());
    }
    if (value.type() == LuaValue.TNUMBER) {
      return JsonNodeFactory.instance.numberNode(value.toint());
    }
    return JsonNodeFactory.instance.textNode(value.checkjstring());
  }

  private static JsonNode json(LuaTable table) {
    if (table.length() > 0) {
      var array = JsonNodeFactory.instance.arrayNode();
      for (int index = 1; index <= table.length(); index++) {
        array.add(json(table.get(index)));
      }
      return array;
    }
    var object = JsonNodeFactory.instance.objectNode();
    for (var key : table.keys()) {
      object.set(key.checkjstring(), json(table.get(key)));
    }
    return object;
  }
}
