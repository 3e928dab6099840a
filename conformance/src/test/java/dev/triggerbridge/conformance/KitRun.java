package dev.triggerbridge.conformance;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What the kit printed, and how it ended. */
record KitRun(int exitCode, String out, String err) {
  static KitRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    int exitCode = commandLine.execute(arguments);
    return new KitRun(exitCode, out.toString(), err.toString());
  }
}
