package dev.triggerbridge.functions.audittool.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How results are printed. */
final class OutputOption {
  private static final Gson JSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  /** Formats. */
  enum Format {
    TABLE,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (TABLE).")
  private Format format = Format.TABLE;

  boolean isJson() {
    return format == Format.JSON;
  }

  /** One document. */
  static void json(PrintWriter out, Object document) {
    out.println(JSON.toJson(document));
    out.flush();
  }

  /** Columns as wide as their widest cell. */
  static void table(PrintWriter out, List<String> titles, List<List<String>> rows) {
    int[] widths = new int[titles.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = titles.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    line(out, titles.stream().map(title -> title.toUpperCase(Locale.ROOT)).toList(), widths);
    rows.forEach(row -> line(out, row, widths));
    out.flush();
  }

  private static void line(PrintWriter out, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(cells.get(column));
      line.append(" ".repeat(widths[column] - cells.get(column).length() + 2));
    }
    out.println(line.toString().stripTrailing());
  }
}
