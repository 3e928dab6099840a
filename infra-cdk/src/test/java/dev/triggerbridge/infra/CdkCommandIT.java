package dev.triggerbridge.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that people run, from the pinned version that {@code npm ci} installs. */
class CdkCommandIT {
  @TempDir Path directory;

  @Test
  void cdk_synth_writes_every_stack_and_the_packaged_functions_as_they_are() throws Exception {
    Synthesis.assumeNode();
    assumeTrue(Synthesis.runs("npm", "--version"), "skipped: install npm, which comes with Node");
    Path assembly = directory.resolve("cdk.out");

    run("npm", "ci", "--no-audit", "--no-fund");
    run("npx", "--no-install", "cdk", "synth", "--quiet", "--no-notices", "-o", assembly + "");

    assertThat(assembly.resolve(Names.DATA_STACK + ".template.json")).exists();
    assertThat(assembly.resolve(Names.FUNCTIONS_STACK + ".template.json")).exists();
    assertThat(assembly.resolve(Names.NATS_STACK + ".template.json")).exists();
    assertThat(assembly.resolve(Names.BRIDGE_STACK + ".template.json")).exists();
    List<String> staged;
    try (Stream<Path> files = Files.list(assembly)) {
      staged =
          files
              .filter(file -> file.getFileName().toString().matches("asset\\..*\\.zip"))
              .map(CdkCommandIT::sha256)
              .toList();
    }
    assertThat(staged)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    FunctionDescriptors.readAll(Path.of("../functions")).stream(),
                    Stream.of(FunctionDescriptor.read(ReconciliationStack.DESCRIPTOR)))
                .map(FunctionDescriptor::artifact)
                .map(CdkCommandIT::sha256)
                .toList());
  }

  private void run(String... command) throws Exception {
    Path log = directory.resolve(command[0] + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CDK_DISABLE_CLI_TELEMETRY", "true");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0)
        .as("%s%n%s", String.join(" ", command), Files.readString(log))
        .isTrue();
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
