package dev.grapnel.service.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.grapnel.service.config.LogConfig;
import org.slf4j.LoggerFactory;

/**
 * Sets logging up: Logback finds this class by itself and asks it first; {@link #apply} then brings
 * the operator's wishes.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String APPENDER = "stderr";
  private static final String OURS = "dev.grapnel";

  /** For Logback. */
  public Logging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    setUp(context, new TextEncoder());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Uses this format and level from now on. */
  public static void apply(LogConfig config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    setUp(
        context,
        switch (config.format()) {
          case TEXT -> new TextEncoder();
          case JSON -> new JsonLineEncoder();
        });
    setLevel(config.level());
  }

  /** Shows messages of this level and above; may be called at any time. */
  public static void setLevel(LogConfig.Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(OURS).setLevel(Level.toLevel(level.name()));
    // Libraries say much that is of use to nobody but their authors.
    boolean verbose = level == LogConfig.Level.DEBUG;
    context
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .setLevel(verbose ? Level.INFO : Level.WARN);
  }

  private static void setUp(LoggerContext context, Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setName(APPENDER);
    appender.setContext(context);
    appender.setTarget(ConsoleTarget.SystemErr.getName());
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    context.getLogger(OURS).setLevel(Level.INFO);
  }
}
