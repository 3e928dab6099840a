package dev.triggerbridge.functions.descriptor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One function as {@code function.json} defines it, for the cloud and for this machine alike.
 *
 * @param name of the function, unique among its siblings
 * @param handler {@code package.Class::method}
 * @param artifact the zip to deploy, absolute; it exists only after the function was packaged
 * @param memoryMb 128 to 10240
 * @param timeoutSeconds 1 to 900
 * @param reservedConcurrency concurrent executions at most, at least 1; this machine may lower it
 * @param table the table it owns, whose deployed name it finds in {@code TABLE_NAME}, or null
 * @param bucket the bucket it owns, whose deployed name it finds in {@code BUCKET_NAME}, or null
 * @param environment further variables, unmodifiable and in the file's order; neither of the two
 *     above is among them
 * @param deploymentVariables names of further variables whose values differ between deployments,
 *     for example the address of something outside; whoever deploys must give each
 */
public record FunctionDescriptor(
    String name,
    String handler,
    Path artifact,
    int memoryMb,
    int timeoutSeconds,
    int reservedConcurrency,
    @Nullable TableDefinition table,
    @Nullable BucketDefinition bucket,
    Map<String, String> environment,
    List<String> deploymentVariables) {

  /** The descriptor's file name in a function's folder. */
  public static final String FILE_NAME = "function.json";

  /** The variable with the deployed name of {@link #table()}. */
  public static final String TABLE_NAME = "TABLE_NAME";

  /** The variable with the deployed name of {@link #bucket()}. */
  public static final String BUCKET_NAME = "BUCKET_NAME";

  /**
   * Reads and checks one descriptor.
   *
   * @param file a {@code function.json}; its artifact is relative to the file's folder
   * @throws InvalidDescriptorException with every problem of the file, an unreadable one included
   */
  public static FunctionDescriptor read(Path file) {
    List<String> problems = new ArrayList<>();
    FunctionDescriptor descriptor = DescriptorParser.parse(file, problems);
    if (descriptor == null || !problems.isEmpty()) {
      throw new InvalidDescriptorException(problems);
    }
    return descriptor;
  }
}
