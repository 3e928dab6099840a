package dev.triggerbridge.infra;

import dev.triggerbridge.local.nats.NatsServerBinary;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * moto, an emulator of AWS's control plane. Debian's package and all that it needs, down to Python
 * and the C library, are unpacked into our cache, without root and beside whatever the machine has.
 */
final class Emulator implements AutoCloseable {
  private static final Pattern MIRROR =
      Pattern.compile(
          "(?:^deb\\s+(?:\\[[^]]*]\\s+)?|^URIs:\\s*)(\\S+/debian)/?(?:\\s|$)", Pattern.MULTILINE);
  private static final List<String> PACKAGES =
      List.of(
          "python3-moto",
          // What its server needs and Debian only recommends.
          "python3-flask-cors",
          "python3-docker",
          "python3-joserfc",
          "python3-jsonpath-ng",
          "python3-openapi-spec-validator",
          "python3-pyparsing",
          "python3-yaml");

  private final Path root;
  private final Path work;
  private final int port;
  private final Process process;

  private Emulator(Path root, Path work, List<Path> templates) throws IOException {
    this.root = root;
    this.work = work;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    List<String> arguments = new ArrayList<>(List.of("emulator.py", Integer.toString(port)));
    templates.forEach(template -> arguments.add(template.toAbsolutePath().toString()));
    process = python(arguments).redirectOutput(log().toFile()).start();
  }

  /**
   * Starts it; blocks for some seconds, and for a download at its first use.
   *
   * @param templates whose types of resources are to be there after a deployment
   * @throws IOException if it cannot be had here; the message says why
   */
  static Emulator start(Path work, List<Path> templates) throws IOException, InterruptedException {
    Emulator emulator = new Emulator(unpacked(), work, templates);
    for (int second = 0; !emulator.answers(); second++) {
      if (second == 120 || emulator.process.waitFor(1, TimeUnit.SECONDS)) {
        emulator.close();
        throw new IOException("moto does not start: " + Files.readString(emulator.log()));
      }
    }
    return emulator;
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** What is there, asked through its own API. */
  Map<String, Object> inventory() throws Exception {
    Path output = work.resolve("inventory.json");
    Process asking =
        python(List.of("inventory.py", endpoint())).redirectOutput(output.toFile()).start();
    if (!asking.waitFor(120, TimeUnit.SECONDS) || asking.exitValue() != 0) {
      asking.destroyForcibly();
      throw new AssertionError("inventory failed: " + Files.readString(output));
    }
    return Synthesis.map(
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(output)));
  }

  Path log() {
    return work.resolve("moto.log");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(endpoint() + "/moto-api/data.json").toURL().openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private ProcessBuilder python(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    Path loader = only(root, "ld-linux-[^/]*\\.so\\.\\d");
    Path interpreter = only(root, "python3\\.\\d+");
    command.add(loader.toString());
    command.add("--library-path");
    command.add(loader.resolveSibling("").toString());
    command.add(interpreter.toString());
    command.add(Path.of("src/test/resources", arguments.getFirst()).toAbsolutePath().toString());
    command.addAll(arguments.subList(1, arguments.size()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectError(work.resolve("python.log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("PYTHONHOME", root.resolve("usr").toString());
    builder
        .environment()
        .put("PYTHONPATH", root.resolve("usr/lib/python3/dist-packages").toString());
    return builder;
  }

  /** A program or library of the unpacked system, whatever the machine's architecture. */
  private static Path only(Path root, String name) throws IOException {
    try (Stream<Path> files = Files.find(root.resolve("usr"), 4, (path, attributes) -> true)) {
      return files
          .filter(path -> path.getFileName().toString().matches(name))
          .filter(path -> path.toString().contains("/lib/") || path.toString().contains("/bin/"))
          .filter(path -> !Files.isDirectory(path))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + name + " among the unpacked packages"));
    }
  }

  private static Path unpacked() throws IOException, InterruptedException {
    Path cache = NatsServerBinary.cacheDirectory(System.getenv());
    Files.createDirectories(cache);
    Path root = cache.resolve("moto");
    try (FileChannel file =
            FileChannel.open(
                cache.resolve("moto.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = file.lock()) {
      if (!Files.isDirectory(root)) {
        Path folder = Files.createTempDirectory(cache, "fetch-moto");
        Files.move(fetch(folder), root);
      }
      return root;
    }
  }

  private static Path fetch(Path folder) throws IOException, InterruptedException {
    String mirror = mirror();
    Path keyring = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    Files.writeString(
        folder.resolve("sources.list"),
        "deb %s%s sid main\n"
            .formatted(Files.exists(keyring) ? "[signed-by=" + keyring + "] " : "", mirror));
    Files.createDirectories(folder.resolve("state/lists/partial"));
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    // Nothing counts as installed, so that nothing of the machine's is relied on.
    Files.writeString(folder.resolve("status"), "");
    List<String> apt =
        new ArrayList<>(
            List.of(
                "apt-get",
                "-qq",
                "-y",
                "-o",
                "Dir::Etc::sourcelist=" + folder.resolve("sources.list"),
                "-o",
                "Dir::Etc::sourceparts=/dev/null",
                "-o",
                "Dir::State=" + folder.resolve("state"),
                "-o",
                "Dir::State::status=" + folder.resolve("status"),
                "-o",
                "Dir::Cache=" + folder.resolve("cache"),
                "-o",
                "Debug::NoLocking=1",
                "--no-install-recommends"));
    run(folder, apt, List.of("update"));
    List<String> install = new ArrayList<>(List.of("--download-only", "install"));
    install.addAll(PACKAGES);
    run(folder, apt, install);
    Path root = folder.resolve("root");
    try (Stream<Path> packages = Files.list(folder.resolve("cache/archives"))) {
      for (Path archive : packages.filter(file -> file.toString().endsWith(".deb")).toList()) {
        run(folder, List.of("dpkg", "-x"), List.of(archive.toString(), root.toString()));
      }
    }
    return root;
  }

  private static String mirror() throws IOException {
    Path apt = Path.of("/etc/apt");
    if (!Files.isDirectory(apt)) {
      throw new IOException("this system has no apt");
    }
    try (Stream<Path> files = Files.walk(apt, 2)) {
      for (Path file :
          files.filter(name -> name.toString().matches(".*\\.(list|sources)")).sorted().toList()) {
        Matcher matcher = MIRROR.matcher(Files.readString(file));
        if (matcher.find()) {
          return matcher.group(1);
        }
      }
    }
    throw new IOException("no source of apt names a mirror of Debian");
  }

  private static void run(Path folder, List<String> command, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(arguments);
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(whole)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command.getFirst() + " failed: " + Files.readString(log));
    }
  }
}
