package dev.grapnel.agent.command;

/**
 * An option of a command, {@code --name VALUE} or {@code --name=VALUE}; a switch is {@code --name},
 * {@code --name=true} or {@code --name=false}.
 *
 * @param name without the dashes
 * @param value what stands for the value in the help; empty for a switch
 * @param help one line
 */
record Option(String name, String value, String help) {
  boolean isSwitch() {
    return value.isEmpty();
  }
}
