package dev.triggerbridge.functions.descriptor;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a descriptor. Collects problems instead of stopping at the first. */
final class DescriptorParser {
  private static final Pattern FUNCTION_NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern HANDLER = Pattern.compile("([A-Za-z_]\\w*\\.)+[A-Za-z_]\\w*::\\w+");
  private static final Pattern ARTIFACT = Pattern.compile("[^/\\\\].*\\.zip");
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,254}");
  // Leaves room for the account and region that make the deployed name unique.
  private static final Pattern BUCKET = Pattern.compile("[a-z][a-z0-9-]{1,28}[a-z0-9]");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]+");
  private static final List<String> SET_BY_DEPLOYMENT =
      List.of(FunctionDescriptor.TABLE_NAME, FunctionDescriptor.BUCKET_NAME);

  private DescriptorParser() {}

  /** The descriptor, or null after adding at least one problem. */
  static @Nullable FunctionDescriptor parse(Path file, List<String> problems) {
    int before = problems.size();
    Map<String, @Nullable Object> json = JsonFile.read(file, problems);
    if (json == null) {
      return null;
    }
    JsonFields fields = new JsonFields(file, "", json, problems);
    String name =
        fields.text("name", FUNCTION_NAME, "lower case letters, digits and '-', 64 at most");
    String handler = fields.text("handler", HANDLER, "package.Class::method");
    String artifact =
        fields.text("artifact", ARTIFACT, "the path of a .zip, relative to this file's folder");
    int memory = fields.number("memoryMb", 128, 10_240, "megabytes");
    int timeout = fields.number("timeoutSeconds", 1, 900, "seconds");
    int concurrency = fields.number("reservedConcurrency", 1, 10_000, "concurrent executions");
    TableDefinition table = table(fields.optionalObject("table"));
    BucketDefinition bucket = bucket(fields.optionalObject("bucket"));
    Map<String, String> environment = environment(fields.optionalObject("environment"));
    List<String> deploymentVariables =
        fields.optionalTexts("deploymentVariables", VARIABLE, "names of environment variables");
    for (String variable : deploymentVariables) {
      if (environment.containsKey(variable)) {
        fields.problem(
            "deploymentVariables", "has " + variable + " as environment has: remove one of them");
      }
    }
    fields.refuseUnknown();
    if (problems.size() > before) {
      return null;
    }
    Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    return new FunctionDescriptor(
        name,
        handler,
        folder.resolve(artifact).normalize(),
        memory,
        timeout,
        concurrency,
        table,
        bucket,
        environment,
        deploymentVariables);
  }

  private static @Nullable TableDefinition table(@Nullable JsonFields fields) {
    if (fields == null) {
      return null;
    }
    String attribute = "an attribute's name: letters, digits, '_', '.' and '-'";
    TableDefinition table =
        new TableDefinition(
            fields.text("name", TABLE, "3 to 255 letters, digits, '_', '.' and '-'"),
            fields.text("partitionKey", ATTRIBUTE, attribute),
            fields.optionalText("sortKey", ATTRIBUTE, attribute),
            fields.optionalText("ttlAttribute", ATTRIBUTE, attribute));
    fields.refuseUnknown();
    return table;
  }

  private static @Nullable BucketDefinition bucket(@Nullable JsonFields fields) {
    if (fields == null) {
      return null;
    }
    BucketDefinition bucket =
        new BucketDefinition(
            fields.text("name", BUCKET, "3 to 30 lower case letters, digits and '-'"));
    fields.refuseUnknown();
    return bucket;
  }

  private static Map<String, String> environment(@Nullable JsonFields fields) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (fields == null) {
      return variables;
    }
    for (String variable : fields.names()) {
      variables.put(variable, fields.text(variable, Pattern.compile("(?s).*"), "a string"));
      if (SET_BY_DEPLOYMENT.contains(variable)) {
        fields.problem(variable, "is set by the deployment: remove it, and define table or bucket");
      } else if (variable.startsWith("AWS_")) {
        fields.problem(variable, "is reserved for Lambda and the SDK: remove it");
      } else if (!VARIABLE.matcher(variable).matches()) {
        fields.problem(
            variable, "is no name of a variable: use a letter, then letters, digits and '_'");
      }
    }
    return Collections.unmodifiableMap(variables);
  }
}
