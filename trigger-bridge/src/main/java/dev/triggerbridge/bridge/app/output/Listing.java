package dev.triggerbridge.bridge.app.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows under named columns: printed aligned, or as a JSON array of objects whose fields are the
 * columns. Not thread-safe.
 */
public final class Listing {
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  /** Columns in camel case, which are the JSON's names. */
  public Listing(String... columns) {
    this.columns = List.of(columns);
  }

  /** A row: texts, numbers and booleans, in the order of the columns. */
  public void add(Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          Arrays.toString(values) + " are not " + columns.size() + " values");
    }
    rows.add(List.of(values));
  }

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  /** Prints everything; the table ends without trailing blanks, the array with a line break. */
  public void print(PrintWriter out, OutputFormat format) {
    switch (format) {
      case TABLE -> table(out);
      case JSON -> out.println(json());
    }
    out.flush();
  }

  private void table(PrintWriter out) {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    line(out, columns.stream().map(Listing::heading).toList(), widths);
    for (List<Object> row : rows) {
      line(out, row.stream().map(Listing::cell).toList(), widths);
    }
  }

  private int width(int column) {
    int widest = heading(columns.get(column)).length();
    for (List<Object> row : rows) {
      widest = Math.max(widest, cell(row.get(column)).length());
    }
    return widest;
  }

  private static void line(PrintWriter out, List<String> cells, int[] widths) {
    String text =
        IntStream.range(0, cells.size())
            .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
            .collect(Collectors.joining("  "));
    out.println(text.stripTrailing());
  }

  /** {@code errorCode} is headed {@code ERROR CODE}. */
  private static String heading(String column) {
    return column.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
  }

  /** One line, without what would move the cursor of a terminal. */
  private static String cell(Object value) {
    return String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
  }

  private String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartArray();
      for (List<Object> row : rows) {
        out.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
          out.writeName(columns.get(i));
          value(out, row.get(i));
        }
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    return text.toString();
  }

  private static void value(JsonGenerator out, Object value) {
    switch (value) {
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Boolean flag -> out.writeBoolean(flag);
      default -> out.writeString(value.toString());
    }
  }
}
