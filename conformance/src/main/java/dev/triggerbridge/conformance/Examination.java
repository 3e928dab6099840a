package dev.triggerbridge.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Invokes a function with everything that a bridge may send, and holds its answers against the
 * contract. Uses no test framework. Not thread-safe; run once.
 */
public final class Examination {
  private static final long FIRST_SEQUENCE = 9_007_199_254_740_993L;
  private static final int SEVERAL = 10;
  private static final int MANY = 200;
  private static final int LARGE = 1 << 20;
  private static final int MOST_SHOWN = 3;

  private final Function function;
  private final List<Sample> samples;
  private final Random random;
  private final AnswerCheck check = new AnswerCheck();
  private final List<CaseResult> results = new ArrayList<>();
  private final String run;
  private long sequence = FIRST_SEQUENCE;
  private int batches;

  /**
   * For one run.
   *
   * @param samples what the function is made for; at least one
   * @param seed for payloads and ids; the same seed sends the same bytes
   */
  public Examination(Function function, List<Sample> samples, long seed) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("samples is empty: give at least one");
    }
    this.function = function;
    this.samples = List.copyOf(samples);
    this.random = new Random(seed);
    this.run = Long.toHexString(seed);
  }

  /**
   * Runs every case; blocks.
   *
   * @throws IOException if the function cannot be invoked at all
   */
  public List<CaseResult> run() throws IOException {
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      examine("single record, sample " + (i + 1), request -> add(request, sample));
    }
    examine("several records", request -> addMany(request, SEVERAL));
    examine("many records", request -> addMany(request, MANY));
    redelivery();
    publishedTwice();
    for (Poison poison : Poison.values()) {
      poison(poison);
    }
    examine("unknown subject and schema", request -> add(request, samples.getFirst().unknown()));
    examine(
        "no headers, content type or schema",
        request -> add(request, samples.getFirst().undeclared()));
    examine(
        "many and odd headers",
        request -> add(request, samples.getFirst().withHeaders(oddHeaders())));
    examine(
        "unknown fields",
        request -> {
          addMany(request, 2);
          var unused = request.withUnknownFields();
        });
    examine(
        "large payloads",
        request -> {
          for (int i = 0; i < 3; i++) {
            byte[] data = new byte[LARGE];
            random.nextBytes(data);
            add(request, samples.getFirst().withData(data));
          }
        });
    version();
    return List.copyOf(results);
  }

  private void examine(String name, Consumer<Request> fill) throws IOException {
    Request request = request();
    fill.accept(request);
    record(name, answer(request).findings());
  }

  /** The same records again, with the next delivery count and in another batch. */
  private void redelivery() throws IOException {
    Request first = request();
    Request second = request().delivered(2);
    for (Sample sample : samples) {
      String messageId = messageId();
      long at = sequence++;
      var unused = first.add(at, messageId, sample);
      unused = second.add(at, messageId, sample);
    }
    Results once = answer(first);
    Results again = answer(second);
    List<Finding> findings = new ArrayList<>(once.findings());
    findings.addAll(again.findings());
    for (String id : first.ids()) {
      same(id + " returned", once.eventIds(id), "again", again.eventIds(id), findings);
    }
    record("the same records delivered twice", findings);
  }

  private void publishedTwice() throws IOException {
    Request request = request();
    String messageId = messageId();
    var unused = request.add(sequence++, messageId, samples.getFirst());
    unused = request.add(sequence++, messageId, samples.getFirst());
    Results results = answer(request);
    List<Finding> findings = new ArrayList<>(results.findings());
    same(
        "of two records with one messageId the first returned",
        results.eventIds(request.ids().get(0)),
        "the second",
        results.eventIds(request.ids().get(1)),
        findings);
    record("one message published twice", findings);
  }

  private static void same(
      String what,
      Optional<List<String>> one,
      String then,
      Optional<List<String>> other,
      List<Finding> findings) {
    if (one.isPresent() && other.isPresent() && !one.equals(other)) {
      findings.add(
          new Finding(
              Rule.STABLE_EVENT_IDS,
              "%s the event ids %s, %s %s: make them of function, messageId and index"
                  .formatted(what, one.get(), then, other.get())));
    }
  }

  /** Good records around a bad one fare as they do without it. */
  private void poison(Poison poison) throws IOException {
    Sample good = samples.getFirst();
    Request alone = request();
    add(alone, good);
    String expected = answer(alone).status(alone.ids().getFirst());
    Request mixed = request();
    add(mixed, good);
    add(mixed, good.withData(poison.of(good.data(), random)));
    add(mixed, good);
    Results results = answer(mixed);
    List<Finding> findings = new ArrayList<>(results.findings());
    for (int i : new int[] {0, 2}) {
      String id = mixed.ids().get(i);
      String status = results.status(id);
      if (!status.isEmpty() && !expected.isEmpty() && !status.equals(expected)) {
        findings.add(
            new Finding(
                Rule.ISOLATION,
                "%s is '%s' beside %s, and '%s' alone: process each record by itself"
                    .formatted(id, status, poison.title, expected)));
      }
    }
    record("poison: " + poison.title, findings);
  }

  private void version() throws IOException {
    Request request = request().ofVersion("natsbatch/2");
    add(request, samples.getFirst());
    Answer answer = function.invoke(request.bytes());
    List<Finding> findings = new ArrayList<>();
    if (answer.functionError().isEmpty()
        && check.check(request, answer).status(request.ids().getFirst()).equals("ok")) {
      findings.add(
          new Finding(
              Rule.VERSION,
              "a request with schema natsbatch/2 was answered ok: throw, or reject every record"));
    }
    record("a version of the future", findings);
  }

  private Request request() {
    return new Request("b-" + run + "-" + ++batches);
  }

  private void addMany(Request request, int count) {
    for (int i = 0; i < count; i++) {
      add(request, samples.get(i % samples.size()));
    }
  }

  private void add(Request request, Sample sample) {
    var unused = request.add(sequence++, messageId(), sample);
  }

  private String messageId() {
    return "conformance-" + run + "-" + sequence;
  }

  private Results answer(Request request) throws IOException {
    return check.check(request, function.invoke(request.bytes()));
  }

  /** Two hundred records that break a rule alike need not be listed. */
  private void record(String name, List<Finding> findings) {
    Map<Rule, Integer> seen = new EnumMap<>(Rule.class);
    List<Finding> shown = new ArrayList<>();
    for (Finding finding : findings) {
      if (seen.merge(finding.rule(), 1, Integer::sum) <= MOST_SHOWN) {
        shown.add(finding);
      }
    }
    seen.forEach(
        (rule, count) -> {
          if (count > MOST_SHOWN) {
            shown.add(new Finding(rule, "and " + (count - MOST_SHOWN) + " more"));
          }
        });
    results.add(new CaseResult(name, shown));
  }

  private static Map<String, List<String>> oddHeaders() {
    return Map.of(
        "traceparent", List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        "X-Many", List.of("a", "b", "", "ü \"quoted\" \\ 😀"),
        "x-many", List.of("another header: names are compared exactly"),
        "Nats-Expected-Stream", List.of("ANY"),
        "__proto__", List.of("constructor"));
  }

  /** Payloads that no function likes. */
  private enum Poison {
    EMPTY("an empty payload"),
    NOISE("random bytes"),
    TRUNCATED("a truncated payload"),
    NOT_UTF8("JSON that is not UTF-8"),
    DEEP("JSON nested 2,000 deep"),
    NULL("the JSON value null");

    private final String title;

    Poison(String title) {
      this.title = title;
    }

    private byte[] of(byte[] good, Random random) {
      return switch (this) {
        case EMPTY -> new byte[0];
        case NOISE -> {
          byte[] noise = new byte[256];
          random.nextBytes(noise);
          yield noise;
        }
        case TRUNCATED -> Arrays.copyOf(good, good.length / 2);
        case NOT_UTF8 -> "{\"a\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
        case DEEP -> ("[".repeat(2_000) + "]".repeat(2_000)).getBytes(StandardCharsets.US_ASCII);
        case NULL -> "null".getBytes(StandardCharsets.US_ASCII);
      };
    }
  }
}
