package dev.grapnel.agent.command;

/** What {@code help} prints. */
final class Help {
  private Help() {}

  static void print(Terminal terminal) {
    StringBuilder out = new StringBuilder();
    out.append("grapnel-agent: short-lived credentials for the holder of an X.509 certificate\n\n");
    out.append("  credential-process  print credentials for the SDKs' credential_process\n");
    out.append("  version             print the version\n\n");
    out.append("options of credential-process:\n");
    for (Option option : CredentialProcess.OPTIONS) {
      String left = "  --" + option.name() + (option.isSwitch() ? "" : ' ' + option.value());
      out.append(left).append(" ".repeat(Math.max(1, 30 - left.length())));
      out.append(option.help()).append('\n');
    }
    out.append("\nexit codes: 0 done, 1 refused or failed, 2 wrong usage");
    terminal.answer(out.toString());
  }
}
