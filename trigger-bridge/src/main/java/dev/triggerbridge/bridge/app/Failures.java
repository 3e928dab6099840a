package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.InvalidConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says on stderr what went wrong, for people: the exception's message and those of its causes. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    commandLine.getErr().println(reason(failure));
    return failure instanceof InvalidConfigurationException || failure instanceof UsageException
        ? commandLine.getCommandSpec().exitCodeOnInvalidInput()
        : Main.FAILED;
  }

  static String reason(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 5; depth++) {
      String message = cause.getMessage();
      String own = message == null ? cause.getClass().getSimpleName() : message;
      if (text.indexOf(own) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(own);
      }
      cause = cause.getCause();
    }
    return text.toString();
  }
}
