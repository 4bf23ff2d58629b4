package dev.grapnel.packaging.usage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A manual page in roff, man(7). */
public record ManPage(Usage usage, String version, String description, Instant date) {

  public String text() {
    StringBuilder out = new StringBuilder();
    String day = DateTimeFormatter.ISO_LOCAL_DATE.format(date.atOffset(ZoneOffset.UTC));
    out.append(".TH \"%s\" 1 \"%s\" \"Grapnel %s\" \"Grapnel\"\n".formatted(name(), day, version));
    out.append(".SH NAME\n%s \\- %s\n".formatted(name(), escaped(usage.summary())));
    out.append(".SH SYNOPSIS\n.B %s\n.I COMMAND\n[\\,\\fIOPTION\\fR...\\/]\n".formatted(name()));
    out.append(".SH DESCRIPTION\n").append(escaped(description)).append('\n');
    out.append(".SH COMMANDS\n");
    for (Usage.Command command : usage.commands()) {
      out.append(".SS %s\n%s\n".formatted(escaped(command.name()), escaped(command.summary())));
      command.options().forEach(option -> append(out, option));
    }
    out.append(".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nrefused or failed\n");
    out.append(".TP\n2\nwrong usage or configuration\n");
    return out.toString();
  }

  private String name() {
    return escaped(usage.program());
  }

  private static void append(StringBuilder out, Usage.Option option) {
    out.append(".TP\n\\fB").append(escaped(option.name())).append("\\fR");
    if (!option.isSwitch()) {
      out.append(" \\fI").append(escaped(option.value())).append("\\fR");
    }
    out.append('\n').append(escaped(option.text())).append('\n');
  }

  /** Text that roff takes as it stands: dashes that can be copied, no request by accident. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("\n\n", "\n.PP\n");
    return plain.startsWith("'") || plain.startsWith(".") ? "\\&" + plain : plain;
  }
}
