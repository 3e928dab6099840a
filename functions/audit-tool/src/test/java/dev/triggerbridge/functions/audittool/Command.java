package dev.triggerbridge.functions.audittool;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.triggerbridge.functions.audittool.command.Audit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;

/**
 * A command, done as a person does it.
 *
 * @param status its exit code
 * @param out what it printed
 * @param err what it complained of
 */
record Command(int status, String out, String err) {

  static Command run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Audit.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    int status = commandLine.execute(arguments);
    return new Command(status, out.toString(), err.toString());
  }

  /** With JSON as its output. */
  static Command json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--output");
    all.add("json");
    return run(all.toArray(String[]::new));
  }

  JsonElement document() {
    if (out.isBlank()) {
      throw new AssertionError(err);
    }
    return JsonParser.parseString(out);
  }

  /** The kinds of what a verification found. */
  TreeSet<String> kinds() {
    TreeSet<String> kinds = new TreeSet<>();
    document()
        .getAsJsonObject()
        .getAsJsonArray("findings")
        .forEach(finding -> kinds.add(finding.getAsJsonObject().get("kind").getAsString()));
    return kinds;
  }
}
