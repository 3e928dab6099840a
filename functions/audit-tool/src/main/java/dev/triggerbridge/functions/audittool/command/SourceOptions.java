package dev.triggerbridge.functions.audittool.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which audit. */
final class SourceOptions {
  @Option(
      names = "--bucket",
      required = true,
      paramLabel = "NAME",
      description = "The audit bucket.")
  private String bucket = "";

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Only this stream; may be repeated (all streams).")
  private List<String> streams = new ArrayList<>();

  String bucket() {
    return bucket;
  }

  List<String> streams() {
    return List.copyOf(streams);
  }
}
