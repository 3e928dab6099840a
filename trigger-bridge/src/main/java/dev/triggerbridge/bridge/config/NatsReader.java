package dev.triggerbridge.bridge.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code nats} block. */
final class NatsReader {
  private static final Pattern SERVER =
      Pattern.compile(
          "((nats|tls|opentls|ws|wss)://)?[^\\s/@:,]+(:\\d{1,5})?|"
              + "((nats|tls|opentls|ws|wss)://)?\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

  private NatsReader() {}

  static Optional<NatsConfig> read(Section section) {
    List<String> servers = servers(section);
    String connectionName = section.text("connectionName").orElse("trigger-bridge");
    Optional<Path> credentials = file(section, "credentialsFile");
    Optional<String> username = section.text("username");
    Optional<Secret> password = section.secret("password");
    Optional<Secret> token = section.secret("token");
    Optional<NatsConfig.Tls> tls =
        section.has("tls") ? tls(section.section("tls")) : Optional.empty();
    authentication(section, username.isPresent(), password.isPresent());
    section.rejectUnknownKeys();
    return section.isSound()
        ? Optional.of(
            new NatsConfig(servers, connectionName, credentials, username, password, token, tls))
        : Optional.empty();
  }

  private static List<String> servers(Section section) {
    List<String> servers = new ArrayList<>();
    for (Section.Item item : section.itemsOrCommaSeparated("servers", "nats://127.0.0.1:4222")) {
      if (item.text().contains("@")) {
        section.secretProblem(
            "servers",
            "has a user in an address",
            "Write username and password, or token, as properties of nats, so that no log shows them");
      } else if (!SERVER.matcher(item.text()).matches()) {
        section.problem(
            item,
            "is not the address of a NATS server",
            "Write nats://host:4222 or tls://host:4222");
      } else {
        servers.add(item.text());
      }
    }
    if (servers.isEmpty() && section.isSound()) {
      section.problem(
          "servers", "is missing", "Name at least one server, such as nats://127.0.0.1:4222");
    }
    return servers;
  }

  private static void authentication(Section section, boolean username, boolean password) {
    if (username != password) {
      section.secretProblem(
          username ? "username" : "password",
          "needs " + (username ? "password" : "username") + " beside it",
          "Write both, or use credentialsFile or token");
    }
    List<String> ways = new ArrayList<>();
    for (String way : new String[] {"credentialsFile", "username", "token"}) {
      if (section.text(way).isPresent()) {
        ways.add(way);
      }
    }
    if (ways.size() > 1) {
      section.secretProblem(
          ways.getLast(),
          "is a second way of authentication beside " + ways.getFirst(),
          "Keep one of " + String.join(", ", ways));
    }
  }

  private static Optional<NatsConfig.Tls> tls(Section section) {
    Optional<Path> ca = file(section, "caFile");
    Optional<Path> certificate = file(section, "certificateFile");
    Optional<Path> key = file(section, "keyFile");
    if (section.hasValue("certificateFile") != section.hasValue("keyFile")) {
      section.problem(
          section.hasValue("keyFile") ? "keyFile" : "certificateFile",
          "needs " + (section.hasValue("keyFile") ? "certificateFile" : "keyFile") + " beside it",
          "Write both, or none where the server asks for no client certificate");
    }
    section.rejectUnknownKeys();
    ca.ifPresent(file -> readable(section, "caFile", () -> PemTls.certificates(file)));
    certificate.ifPresent(
        file -> readable(section, "certificateFile", () -> PemTls.certificates(file)));
    if (section.isSound() && key.isPresent() && certificate.isPresent()) {
      readable(section, "keyFile", () -> PemTls.key(certificate.get(), key.get()));
    }
    return section.isSound()
        ? readable(section, "caFile", () -> PemTls.context(ca, certificate, key))
            .map(context -> new NatsConfig.Tls(ca, certificate, key, context))
        : Optional.empty();
  }

  private static <T> Optional<T> readable(Section section, String key, PemReader<T> reader) {
    try {
      return Optional.of(reader.read());
    } catch (UnreadableValueException e) {
      section.problem(key, e.reason(), e.remedy());
      return Optional.empty();
    }
  }

  private interface PemReader<T> {
    T read() throws UnreadableValueException;
  }

  private static Optional<Path> file(Section section, String key) {
    Optional<String> text = section.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(text.get());
      if (Files.isRegularFile(path) && Files.isReadable(path)) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      // Reported below: for the reader it is a file that is not there.
    }
    section.problem(key, "is not a file that can be read", "Check the path and its permissions");
    return Optional.empty();
  }
}
