package dev.grapnel.service.policy.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value, with the pointer to where it stood. */
public sealed interface Json {
  /** The JSON pointer to this value; empty for the whole document. */
  String pointer();

  /** What the value is, for a message. */
  String kind();

  record Obj(String pointer, Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String kind() {
      return "an object";
    }
  }

  record Arr(String pointer, List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
      return "an array";
    }
  }

  record Text(String pointer, String value) implements Json {
    @Override
    public String kind() {
      return "a string";
    }
  }

  /** A number, as it was written. */
  record Num(String pointer, String value) implements Json {
    @Override
    public String kind() {
      return "a number";
    }
  }

  record Truth(String pointer, boolean value) implements Json {
    @Override
    public String kind() {
      return "a boolean";
    }
  }

  record Null(String pointer) implements Json {
    @Override
    public String kind() {
      return "null";
    }
  }

  /** The pointer to a member or element below another. */
  static String below(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }
}
