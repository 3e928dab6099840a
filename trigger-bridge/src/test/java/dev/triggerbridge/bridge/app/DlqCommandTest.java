package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.app.LambdaStandIn.Answer;
import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on dead letters, against a real server and a scripted function. */
class DlqCommandTest {
  private static final String BODY = "{\"card\":\"s3cr3t\"}";

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Connection connection;
  private Streams streams;
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws Exception {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("aws.region", "us-east-1");
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    connection = Nats.connect(nats.url());
    create("IN", "in.created");
    create("OUT", "out.done");
    create("DLQ", "in.dlq");
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
    Files.writeString(
        folder.resolve("bridge.yaml"),
        Yaml.oneMapping(nats.url(), lambda.url()).replace("${HTTP_PORT}", "0"));
  }

  @AfterEach
  void stop() throws Exception {
    lambda.close();
    streams.close();
    connection.close();
    nats.close();
  }

  @Test
  void list_shows_one_line_per_entry_and_never_a_payload() throws Exception {
    letter(9812, "order-1", "BOOM", BODY);
    letter(9813, "order-2", "INVALID_PAYLOAD", BODY);

    CommandLineRun run = dlq("list");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.rows()).hasSize(2);
    assertThat(run.rows().getFirst())
        .startsWith("DLQ/1")
        .contains("work", "IN/9812", "2026-11-23T10:00:00Z", "RETRIES_EXHAUSTED", "BOOM");
    assertThat(run.out()).doesNotContain("s3cr3t");
    assertThat(dlq("list", "--code", "BOOM").rows()).hasSize(1);
    assertThat(dlq("list", "--mapping", "other").rows()).isEmpty();
    assertThat(dlq("list", "--sequence", "2-").rows()).hasSize(1);
    assertThat(dlq("list", "--since", "2026-11-23T10:00:01Z").rows()).isEmpty();
    assertThat(dlq("list", "--output", "json").out())
        .startsWith("[{\"entry\":\"DLQ/1\",\"mapping\":\"work\",\"record\":\"IN/9812\"")
        .contains("\"attempts\":5");
  }

  @Test
  void show_prints_everything_and_the_body_only_when_asked() throws Exception {
    letter(9812, "order-1", "BOOM", BODY);

    CommandLineRun without = dlq("show", "--sequence", "1");
    CommandLineRun with = dlq("show", "--sequence", "1", "--body");

    assertThat(without.out())
        .contains("IN/9812", "in.created", "order-1", "e-1", "BOOM", "x-note: kept")
        .doesNotContain("s3cr3t");
    assertThat(with.out()).contains(BODY);
    assertThat(dlq("show", "--sequence", "1", "--output", "json", "--body").out())
        .contains("\"streamSequence\":\"9812\"", "\"data\":\"eyJjYXJk");
    assertThat(dlq("show", "--sequence", "99").exitCode()).isEqualTo(1);
  }

  @Test
  void redrive_invokes_publishes_and_removes_and_a_second_one_has_no_effect() throws Exception {
    letter(9812, "order-1", "BOOM", BODY);
    letter(9813, "order-2", "BOOM", BODY);

    CommandLineRun first = dlq("redrive", "--code", "BOOM");
    CommandLineRun second = dlq("redrive", "--code", "BOOM");

    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    assertThat(first.rows()).hasSize(2).allMatch(row -> row.contains("redriven"));
    assertThat(second.rows()).isEmpty();
    assertThat(lambda.invocations()).as("each a batch of its own").hasSize(2);
    assertThat(lambda.invocations().getFirst().records().getFirst().id()).isEqualTo("IN/9812");
    assertThat(lambda.timesInvoked("order-1")).isEqualTo(1);
    assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0", "worker:order-2:0");
    assertThat(dlq("list").rows()).isEmpty();
    assertThat(connection.keyValue("trigger-bridge-redrives").keys()).as("no mark left").isEmpty();
  }

  @Test
  void failed_redrive_leaves_the_entry_and_says_why_while_the_next_one_succeeds() throws Exception {
    letter(9812, "poison-1", "BOOM", BODY);
    letter(9813, "order-2", "BOOM", BODY);

    CommandLineRun run = dlq("redrive", "--all");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.rows().getFirst()).contains("failed", "INVALID_PAYLOAD");
    assertThat(run.rows().get(1)).contains("redriven");
    assertThat(dlq("list").rows()).hasSize(1).first().asString().contains("IN/9812", "BOOM");
    lambda.script(invocation -> Answer.thrown("no luck"));
    assertThat(dlq("redrive", "--all").rows().getFirst())
        .contains("failed", "FUNCTION_EXCEPTION", "no luck");
    lambda.script(invocation -> Answer.throttled());
    assertThat(dlq("redrive", "--all", "--patience", "100ms").rows().getFirst())
        .contains("NOT_FINISHED", "throttled");
    assertThat(dlq("list").rows()).hasSize(1);
  }

  @Test
  void entry_whose_events_cannot_be_stored_stays() throws Exception {
    letter(9812, "order-1", "BOOM", BODY);
    boolean deleted = connection.jetStreamManagement().deleteStream("OUT");
    assertThat(deleted).isTrue();

    CommandLineRun run = dlq("redrive", "--all", "--patience", "1s");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.rows().getFirst()).contains("NOT_FINISHED", "OUTPUT_NOT_STORED");
    assertThat(dlq("list").rows()).hasSize(1);
    create("OUT", "out.done");
    assertThat(dlq("redrive", "--all").exitCode()).isZero();
    assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0");
  }

  @Test
  void entry_that_another_process_redrives_now_is_skipped() throws Exception {
    letter(9812, "order-1", "BOOM", BODY);
    connection
        .keyValueManagement()
        .create(KeyValueConfiguration.builder().name("trigger-bridge-redrives").build());
    long unused =
        connection
            .keyValue("trigger-bridge-redrives")
            .put("DLQ.1.work.e-1.9812", Instant.now().toString());

    CommandLineRun run = dlq("redrive", "--all");

    assertThat(run.rows().getFirst()).contains("skipped", "another process");
    assertThat(lambda.invocations()).isEmpty();
  }

  @Test
  void stream_that_forbids_deletes_hides_what_was_redriven() throws Exception {
    boolean deleted = connection.jetStreamManagement().deleteStream("DLQ");
    assertThat(deleted).isTrue();
    StreamConfiguration undeletable =
        StreamConfiguration.builder().name("DLQ").subjects("in.dlq").denyDelete(true).build();
    assertThat(connection.jetStreamManagement().addStream(undeletable)).isNotNull();
    letter(9812, "order-1", "BOOM", BODY);

    assertThat(dlq("redrive", "--all").exitCode()).isZero();

    assertThat(dlq("list").rows()).isEmpty();
    assertThat(dlq("redrive", "--all").rows()).isEmpty();
    assertThat(lambda.invocations()).hasSize(1);
  }

  @Test
  void redrive_to_the_subject_publishes_once_under_a_deterministic_id() throws Exception {
    letter(9812, "order-1", "BOOM", BODY);

    CommandLineRun run = dlq("redrive", "--all", "--to-subject");

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(lambda.invocations()).isEmpty();
    assertThat(streams.messageIds("IN")).containsExactly("redrive:dlq:work:e-1:9812:1");
    var again = streams.all("IN").getFirst();
    assertThat(new String(again.getData(), StandardCharsets.UTF_8)).isEqualTo(BODY);
    assertThat(Streams.header(again, "x-note")).isEqualTo("kept");
    assertThat(Streams.header(again, "Dead-Letter-Code")).isEmpty();
    letter(9812, "order-1", "BOOM", BODY);
    assertThat(dlq("redrive", "--all", "--to-subject").exitCode()).isZero();
    assertThat(streams.all("IN")).hasSize(1);
  }

  @Test
  void dry_runs_say_what_would_be_done_and_do_nothing() throws Exception {
    letter(9812, "order-1", "BOOM", BODY);

    assertThat(dlq("redrive", "--dry-run").rows().getFirst())
        .contains("would be redriven", "to function worker");
    assertThat(dlq("purge", "--dry-run").rows().getFirst()).contains("would be purged");

    assertThat(lambda.invocations()).isEmpty();
    assertThat(dlq("list").rows()).hasSize(1);
  }

  @Test
  void purge_needs_a_yes_and_then_removes_what_was_selected() throws Exception {
    letter(9812, "order-1", "BOOM", BODY);
    letter(9813, "order-2", "OTHER", BODY);

    assertThat(dlq("purge", "--code", "BOOM").exitCode()).isEqualTo(2);
    assertThat(dlq("list").rows()).hasSize(2);
    assertThat(dlq("purge", "--code", "BOOM", "--yes").exitCode()).isZero();

    assertThat(dlq("list").rows()).hasSize(1).first().asString().contains("OTHER");
  }

  @Test
  void command_lines_that_make_no_sense_exit_2_and_say_what_to_write() throws Exception {
    List<String[]> senseless = new ArrayList<>();
    senseless.add(new String[] {"redrive"});
    senseless.add(new String[] {"redrive", "--all", "--patience", "soon"});
    senseless.add(new String[] {"redrive", "--all", "--rate", "0"});
    senseless.add(new String[] {"redrive", "--all", "--to-mapping", "nobody"});
    senseless.add(new String[] {"list", "--sequence", "9-2"});
    senseless.add(new String[] {"list", "--since", "yesterday"});
    senseless.add(new String[] {"list", "--output", "xml"});
    for (String[] arguments : senseless) {
      CommandLineRun run = dlq(arguments);
      assertThat(run.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(run.err()).isNotBlank();
    }
  }

  private CommandLineRun dlq(String... arguments) {
    List<String> all = new ArrayList<>(List.of("dlq", arguments[0], "--config"));
    all.add(folder.resolve("bridge.yaml").toString());
    all.addAll(List.of(arguments).subList(1, arguments.length));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private void create(String name, String subject) throws Exception {
    assertThat(
            connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder().name(name).subjects(subject).build()))
        .isNotNull();
  }

  /** As the bridge stores one: JetStreamDeadLettersTest holds the format. */
  private void letter(long sequence, String messageId, String code, String body)
      throws IOException, io.nats.client.JetStreamApiException {
    Headers headers =
        new Headers()
            .put("x-note", "kept")
            .put("Dead-Letter-Mapping", "work")
            .put("Dead-Letter-Stream", "IN")
            .put("Dead-Letter-Consumer", "work")
            .put("Dead-Letter-Epoch", "e-1")
            .put("Dead-Letter-Sequence", Long.toString(sequence))
            .put("Dead-Letter-Subject", "in.created")
            .put("Dead-Letter-Timestamp", "2026-11-23T09:00:00Z")
            .put("Dead-Letter-Message-Id", messageId)
            .put("Dead-Letter-Attempts", "5")
            .put("Dead-Letter-Deliveries", "5")
            .put("Dead-Letter-Error-Class", "RETRIES_EXHAUSTED")
            .put("Dead-Letter-Error-Code", code)
            .put("Dead-Letter-Error-Message", "it did not work")
            .put("Dead-Letter-Time", "2026-11-23T10:00:00Z");
    var unused =
        connection
            .jetStream()
            .publish(
                NatsMessage.builder()
                    .subject("in.dlq")
                    .headers(headers)
                    .data(body, StandardCharsets.UTF_8)
                    .build());
  }
}
