package dev.triggerbridge.local.lambda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command and environment of an execution, as Lambda's managed Java runtime has them. */
final class ExecutionCommand {
  private static final String JNI_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private final LocalFunction function;
  private final FunctionCode code;
  private final LambdaServiceOptions options;

  ExecutionCommand(LocalFunction function, FunctionCode code, LambdaServiceOptions options) {
    this.function = function;
    this.code = code;
    this.options = options;
  }

  /** Serves invocations; uses the AOT cache if there is one and they are switched on. */
  ProcessBuilder serving(String runtimeApi, Path log, Path temp) {
    List<String> aotOptions =
        options.aotCache() && code.hasAotCache()
            ? List.of("-XX:AOTCache=" + code.aotCache())
            : List.of();
    return process(aotOptions, runtimeApi, log, temp);
  }

  /** Writes an AOT cache when it ends. */
  ProcessBuilder recording(Path aotCache, String runtimeApi, Path log, Path temp) {
    return process(List.of("-XX:AOTCacheOutput=" + aotCache), runtimeApi, log, temp);
  }

  private ProcessBuilder process(List<String> aotOptions, String runtimeApi, Path log, Path temp) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + function.memoryMb() * 85 / 100 + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseCompactObjectHeaders");
    // Its file below /tmp would stay behind when an execution is killed.
    command.add("-XX:-UsePerfData");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.io.tmpdir=" + temp);
    command.add("-D" + JNI_PROPERTY + "=" + code.jniLibrary());
    command.addAll(aotOptions);
    command.addAll(List.of("-cp", code.classPathArgument(), RuntimeJars.MAIN_CLASS));
    command.add(function.handler());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(code.currentDirectory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Nothing of our own environment: a function must not see the user's credentials.
    builder.environment().clear();
    builder.environment().putAll(environment(runtimeApi, log, temp));
    builder.environment().putAll(function.environment());
    return builder;
  }

  private Map<String, String> environment(String runtimeApi, Path log, Path temp) {
    return Map.ofEntries(
        Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
        Map.entry("LANG", "C.UTF-8"),
        Map.entry("TZ", ":UTC"),
        Map.entry("TMPDIR", temp.toString()),
        Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb())),
        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", log.getFileName().toString()),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_REGION", options.region()),
        Map.entry("AWS_DEFAULT_REGION", options.region()),
        Map.entry("AWS_ACCESS_KEY_ID", "local"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
        Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
        Map.entry("LAMBDA_TASK_ROOT", code.taskRoot().toString()),
        Map.entry("LAMBDA_RUNTIME_DIR", code.root().resolve("runtime").toString()),
        Map.entry("_HANDLER", function.handler()));
  }
}
