package dev.triggerbridge.functions.audittool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to an audit, it is found. */
class VerifyTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private String name = "";
  private String bucket = "";
  private AuditedStream stream;

  @BeforeEach
  void twelve_messages_are_audited_in_three_objects() throws Exception {
    int number = NUMBER.incrementAndGet();
    name = "S" + number;
    bucket = "audit-" + number;
    stream = new AuditedStream(name, "s" + number + ".>", bucket);
    for (int message = 1; message <= 12; message++) {
      stream.publish("s" + number + ".event", ("payload " + message).getBytes(UTF_8));
    }
    stream.settle();
    stream.audit(1, 4);
    stream.audit(5, 8);
    stream.audit(9, 12);
  }

  @AfterEach
  void stream_goes() throws Exception {
    stream.close();
  }

  @Test
  void audit_is_whole_before_and_after_sealing_and_copies_do_no_harm() {
    assertThat(verify().kinds()).isEmpty();
    stream.audit(3, 6);
    assertThat(seal("--range", "5").status()).isZero();

    Command result = verify();

    assertThat(result.status()).isZero();
    JsonObject epoch =
        result.document().getAsJsonObject().getAsJsonArray("epochs").get(0).getAsJsonObject();
    assertThat(epoch.get("records").getAsInt()).isEqualTo(12);
    assertThat(epoch.get("copies").getAsInt()).isEqualTo(4);
    assertThat(epoch.get("sealedTo").getAsInt()).isEqualTo(12);
    assertThat(stream.keys(".sealed/")).hasSize(3);
    assertThat(Command.run("verify", "--bucket", bucket, "--bucket-only").out())
        .contains("The audit is whole.");
  }

  @Test
  void sealing_again_adds_what_is_new_and_nothing_else() throws Exception {
    seal("--range", "100");
    assertThat(seal("--range", "100").status()).isZero();
    assertThat(stream.keys(".sealed/")).hasSize(1);
    stream.publish(name.toLowerCase(java.util.Locale.ROOT) + ".event", "more".getBytes(UTF_8));
    // Not settled: it is waited for, not missed.
    assertThat(verify().status()).isZero();
    stream.settle();
    stream.audit(13, 13);

    assertThat(seal("--range", "100").status()).isZero();

    assertThat(stream.keys(".sealed/")).hasSize(2);
    assertThat(verify().status()).isZero();
  }

  @Test
  void nothing_is_sealed_over_a_gap_unless_a_person_accepts_that_it_is_gone() throws Exception {
    stream.delete(object(2));

    assertThat(seal("--range", "4").status()).isEqualTo(1);
    assertThat(stream.keys(".sealed/")).hasSize(1);
    assertThat(seal("--range", "4", "--accept-absent").status()).isEqualTo(1);
    for (int sequence = 5; sequence <= 8; sequence++) {
      stream.deleteMessage(sequence);
    }
    assertThat(verify().kinds()).containsExactly("GAP");
    assertThat(seal("--range", "4").status()).isEqualTo(1);
    assertThat(seal("--range", "4", "--accept-absent").status()).isZero();
    assertThat(verify().status()).isZero();
  }

  /** What somebody may do to a sealed audit, and what has to be found then. */
  enum Tampering {
    OBJECT_DELETED(List.of("GAP", "MISSING_OBJECT"), test -> test.stream.delete(test.object(2))),
    OBJECT_REWRITTEN(
        List.of("ALTERED_OBJECT", "ALTERED_RECORD"),
        test -> test.stream.put(test.object(2), test.forged(test.object(2)))),
    OBJECT_FORGED_UNDER_A_TRUE_NAME(
        List.of("ALTERED_RECORD", "MISSING_OBJECT"), VerifyTest::replaceByForgery),
    LINE_REMOVED(
        List.of("ALTERED_OBJECT", "GAP"),
        test ->
            test.stream.put(
                test.object(2),
                test.stream
                    .content(test.object(2))
                    .lines()
                    .skip(1)
                    .reduce("", (a, b) -> a + b + "\n"))),
    PAYLOAD_ALTERED_WITHOUT_ITS_HASH(
        List.of("ALTERED_OBJECT", "GAP"),
        test ->
            test.stream.put(
                test.object(2),
                test.stream
                    .content(test.object(2))
                    .replace(Forgery.base64("payload 6"), Forgery.base64("payload X")))),
    SECOND_CONTENT_ADDED(List.of("CONFLICT"), test -> test.addForgery(test.object(2))),
    OBJECT_OF_ANOTHER_MAKER(
        List.of("FOREIGN_OBJECT"), test -> test.stream.put(test.name + "/notes.txt", "hello")),
    MANIFEST_DELETED(
        List.of("BROKEN_CHAIN"), test -> test.stream.delete(test.stream.keys(".sealed/").get(1))),
    MANIFEST_ALTERED(
        List.of("ALTERED_RECORD", "BROKEN_CHAIN"),
        test -> {
          String key = test.stream.keys(".sealed/").get(1);
          test.stream.put(
              key, test.stream.content(key).replaceAll("\"digest\":\"...", "\"digest\":\"000"));
        }),
    MANIFEST_UNREADABLE(
        List.of("BROKEN_CHAIN"),
        test -> test.stream.put(test.stream.keys(".sealed/").get(1), "{}")),
    MESSAGE_DELETED_FROM_THE_STREAM(
        List.of("UNKNOWN_RECORD"),
        test -> {
          try {
            test.stream.deleteMessage(6);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });

    private final List<String> found;
    private final Consumer<VerifyTest> deed;

    Tampering(List<String> found, Consumer<VerifyTest> deed) {
      this.found = found;
      this.deed = deed;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tampering_with_a_sealed_audit_is_found(Tampering tampering) {
    assertThat(seal("--range", "4").status()).isZero();

    tampering.deed.accept(this);

    Command result = verify();
    assertThat(result.kinds()).as(result.out()).containsAll(tampering.found);
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void forgery_is_found_where_the_stream_is_gone_by_the_manifest_alone() {
    seal("--range", "4");

    replaceByForgery();

    Command result = Command.json("verify", "--bucket", bucket, "--bucket-only");
    assertThat(result.kinds()).contains("ALTERED_RECORD");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void command_that_cannot_be_used_says_what_to_do() {
    assertThat(Command.run("verify").status()).isEqualTo(2);
    assertThat(Command.run("verify", "--bucket", "no-such-bucket", "--bucket-only").status())
        .isEqualTo(2);
    Command noServer = Command.run("verify", "--bucket", bucket, "--nats", "nats://127.0.0.1:1");
    assertThat(noServer.status()).isEqualTo(2);
    assertThat(Command.run("help", "verify").out()).contains("--bucket-only");
  }

  private void replaceByForgery() {
    Forgery.replace(stream, object(2), Forgery.payload("payload 6", "payload X"));
  }

  private void addForgery(String object) {
    Forgery.addBeside(stream, object, Forgery.payload("payload 6", "payload X"));
  }

  private String forged(String object) {
    return Forgery.payload("payload 6", "payload X").apply(stream.content(object));
  }

  private String object(int number) {
    return stream.keys(name + "/").get(number - 1);
  }

  private Command verify() {
    return Command.json(
        "verify", "--bucket", bucket, "--stream", name, "--nats", Servers.NATS.url());
  }

  private Command seal(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("seal", "--bucket", bucket, "--stream", name, "--nats", Servers.NATS.url()));
    arguments.addAll(List.of(more));
    return Command.run(arguments.toArray(String[]::new));
  }
}
