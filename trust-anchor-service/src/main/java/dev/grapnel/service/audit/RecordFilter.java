package dev.grapnel.service.audit;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Whether a line of a trail is looked for, judged without reading it as JSON. */
final class RecordFilter {
  private final List<String> texts = new ArrayList<>();
  private final Instant since;

  RecordFilter(TrailSearch.Wanted wanted) {
    wanted.requestId().ifPresent(id -> texts.add("\"requestID\":\"" + escaped(id) + "\""));
    wanted.subject().ifPresent(subject -> texts.add(escaped(subject)));
    since = wanted.since().orElse(Instant.MIN);
  }

  Instant since() {
    return since;
  }

  boolean matches(String line, Instant time) {
    return !time.isBefore(since) && texts.stream().allMatch(line::contains);
  }

  /** The text as it stands in a record. */
  private static String escaped(String text) {
    JsonFactory json = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    StringWriter out = new StringWriter();
    try (JsonGenerator value = json.createGenerator(ObjectWriteContext.empty(), out)) {
      value.writeString(text);
    }
    return out.toString().substring(1, out.toString().length() - 1);
  }
}
