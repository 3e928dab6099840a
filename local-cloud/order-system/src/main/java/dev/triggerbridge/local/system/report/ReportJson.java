package dev.triggerbridge.local.system.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Writes a report as JSON: the component names of {@link Report} in their order. */
public final class ReportJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private ReportJson() {}

  /** The JSON text, ending with a line break. */
  public static String of(Report report) {
    return GSON.toJson(report) + "\n";
  }
}
