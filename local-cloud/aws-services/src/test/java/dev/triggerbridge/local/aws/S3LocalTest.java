package dev.triggerbridge.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3LocalTest {
  @TempDir Path directory;

  @Test
  void create_of_an_existing_object_with_if_none_match_is_refused_with_412() {
    try (S3Local server = S3Local.start(directory, "audit");
        S3Client client = client(server)) {
      put(client);
      assertThatThrownBy(() -> put(client))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
      assertThat(client.listObjectsV2(list -> list.bucket("audit")).contents()).hasSize(1);
    }
  }

  @Test
  void bucket_is_created_with_object_lock() {
    try (S3Local server = S3Local.start(directory, "audit");
        S3Client client = client(server)) {
      assertThat(
              client
                  .getObjectLockConfiguration(request -> request.bucket("audit"))
                  .objectLockConfiguration()
                  .objectLockEnabled())
          .isEqualTo(ObjectLockEnabled.ENABLED);
    }
  }

  @Test
  void objects_survive_a_restart_on_the_same_directory() {
    try (S3Local server = S3Local.start(directory, "audit");
        S3Client client = client(server)) {
      put(client);
    }
    try (S3Local server = S3Local.start(directory, "audit");
        S3Client client = client(server)) {
      assertThat(client.listObjectsV2(list -> list.bucket("audit")).contents()).hasSize(1);
    }
  }

  @Test
  void server_listens_on_loopback_only() throws Exception {
    try (S3Local server = S3Local.start(directory, "audit")) {
      assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
      assertThat(wildcardListenersOf(ProcessHandle.current().pid())).isEmpty();
    }
  }

  /** Sockets of this process that listen (state 0A) on an all-zero address. */
  private static List<String> wildcardListenersOf(long pid) throws Exception {
    List<String> inodes;
    try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      inodes =
          descriptors
              .map(S3LocalTest::target)
              .filter(target -> target.startsWith("socket:["))
              .map(target -> target.substring(8, target.length() - 1))
              .toList();
    }
    return java.util.stream.Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)).stream())
        .map(String::strip)
        .filter(line -> line.split("\\s+")[3].equals("0A"))
        .filter(line -> line.split("\\s+")[1].matches("0+:.*"))
        .filter(line -> inodes.contains(line.split("\\s+")[9]))
        .toList();
  }

  private static List<String> lines(Path table) {
    try {
      List<String> all = Files.readAllLines(table);
      return all.subList(1, all.size());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (java.io.IOException e) {
      return "";
    }
  }

  private static void put(S3Client client) {
    client.putObject(
        request -> request.bucket("audit").key("a/b").ifNoneMatch("*"),
        RequestBody.fromString("line\n"));
  }

  private static S3Client client(S3Local server) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(LocalCredentials.REGION))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalCredentials.KEY_ID, LocalCredentials.SECRET)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
