package dev.triggerbridge.bridge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.batch.NatsEncoding;
import dev.triggerbridge.bridge.dispatch.Acks;
import dev.triggerbridge.bridge.dispatch.AttemptStore;
import dev.triggerbridge.bridge.dispatch.Attempts;
import dev.triggerbridge.bridge.dispatch.ConsumerProbe;
import dev.triggerbridge.bridge.dispatch.DeliverySource;
import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.Invocation;
import dev.triggerbridge.bridge.dispatch.Isolation;
import dev.triggerbridge.bridge.dispatch.MappingParts;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.message.OutputEvent;
import dev.triggerbridge.bridge.routing.OutputSubjects;
import dev.triggerbridge.bridge.routing.ResponseFormat;
import dev.triggerbridge.bridge.routing.ResultInterpreter;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is recorded, kept and passed on, with an exporter that keeps what it gets. */
class MappingTracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final String NOT_SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";

  private final Exported exported = new Exported();
  private final List<String> xray = new ArrayList<>();
  private final List<OutputEvent> published = new ArrayList<>();
  private Invocation answer = new Invocation.Answered(new byte[0]);

  @Test
  void acked_record_is_the_producers_trace_and_its_function_gets_the_context_of_the_processing() {
    Delivery delivery = delivery(1, SAMPLED);
    String payload =
        followed(
            0,
            parts -> {
              parts.observer().received(delivery);
              String sent = invoke(parts, List.of(delivery));
              var unused = parts.publisher().publish(event(), delivery);
              parts.acks().ack(List.of(delivery)).join();
              return sent;
            });

    SpanData receive = exported.named("receive in.created");
    SpanData process = exported.named("process in.created");
    SpanData invoke = exported.named("Lambda.Invoke work");
    SpanData publish = exported.named("publish out.done");
    assertThat(exported.spans()).extracting(SpanData::getTraceId).containsOnly(TRACE);
    assertThat(receive.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(process.getParentSpanId()).isEqualTo(receive.getSpanId());
    assertThat(invoke.getParentSpanId()).isEqualTo(process.getSpanId());
    assertThat(process.getLinks().getFirst().getSpanContext().getSpanId())
        .isEqualTo(invoke.getSpanId());
    assertThat(exported.named("ack in.created").getParentSpanId()).isEqualTo(receive.getSpanId());
    assertThat(payload).contains("00-" + TRACE + "-" + process.getSpanId() + "-01");
    assertThat(xray)
        .containsExactly(
            "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=%s;Sampled=1"
                .formatted(invoke.getSpanId()));
    assertThat(published.getFirst().headers().first("traceparent"))
        .isEqualTo("00-" + TRACE + "-" + publish.getSpanId() + "-01");
    assertThat(receive.getAttributes().get(Names.OUTCOME)).isEqualTo("acked");
  }

  @Test
  void batch_of_several_is_a_trace_of_its_own_that_links_to_each_record_and_they_to_it() {
    List<Delivery> batch = List.of(delivery(1, SAMPLED), delivery(2, null));
    String unused =
        followed(
            0,
            parts -> {
              batch.forEach(parts.observer()::received);
              String sent = invoke(parts, batch);
              parts.acks().ack(batch).join();
              return sent;
            });

    SpanData invoke = exported.named("Lambda.Invoke work");
    assertThat(invoke.getTraceId()).isNotEqualTo(TRACE);
    assertThat(invoke.getTotalRecordedLinks()).isEqualTo(2);
    assertThat(exported.named("process in.created").getLinks().getFirst().getSpanContext())
        .isEqualTo(invoke.getSpanContext());
    assertThat(exported.spans())
        .as("the other record's trace began here, where none is kept")
        .filteredOn(span -> span.getName().equals("receive in.created"))
        .hasSize(1);
  }

  @Test
  void record_of_a_trace_that_is_not_sampled_is_exported_only_if_it_failed() {
    Delivery good = delivery(1, NOT_SAMPLED);
    Delivery bad = delivery(2, NOT_SAMPLED);
    String unused =
        followed(
            1,
            parts -> {
              parts.observer().received(good);
              parts.observer().received(bad);
              String sent = invoke(parts, List.of(good));
              parts.acks().ack(List.of(good)).join();
              invoke(parts, List.of(bad));
              parts.observer().retried(bad, 3, Duration.ofSeconds(1), "GATEWAY_DOWN");
              parts.acks().nak(bad, Duration.ofSeconds(1)).join();
              return sent;
            });

    assertThat(exported.spans())
        .allSatisfy(span -> assertThat(List.of(2L)).contains(sequence(span)));
    SpanData receive = exported.named("receive in.created");
    assertThat(receive.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(receive.getAttributes().get(Names.OUTCOME)).isEqualTo("retried");
    assertThat(receive.getAttributes().get(Names.ATTEMPT)).isEqualTo(3);
    assertThat(receive.getAttributes().get(Names.ERROR)).isEqualTo("GATEWAY_DOWN");
    assertThat(exported.named("nak in.created").getAttributes().get(Names.DELAY)).isEqualTo(1000);
  }

  @Test
  void throttled_invocation_of_a_trace_that_is_not_sampled_is_not_kept() {
    Delivery delivery = delivery(1, NOT_SAMPLED);
    answer = new Invocation.Throttled("TooManyRequestsException");
    String unused =
        followed(
            1,
            parts -> {
              parts.observer().received(delivery);
              invoke(parts, List.of(delivery));
              answer = new Invocation.Answered(new byte[0]);
              String sent = invoke(parts, List.of(delivery));
              parts.acks().ack(List.of(delivery)).join();
              return sent;
            });

    assertThat(exported.spans()).isEmpty();
  }

  @Test
  void code_that_is_a_text_of_the_functions_does_not_reach_a_span() {
    Delivery delivery = delivery(1, SAMPLED);
    String unused =
        followed(
            1,
            parts -> {
              parts.observer().received(delivery);
              parts.observer().deadLettered(delivery, 5, "card 4242 of Jane", "card 4242");
              parts.acks().term(delivery, "RECORD").join();
              return "";
            });

    assertThat(exported.spans().toString()).doesNotContain("4242");
    assertThat(exported.named("receive in.created").getAttributes().get(Names.ERROR))
        .isEqualTo("(not a code)");
  }

  @Test
  void observer_passes_on_every_event_there_is() {
    Set<String> own =
        Arrays.stream(TraceObserver.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertThat(DispatchObserver.class.getDeclaredMethods())
        .filteredOn(Method::isDefault)
        .extracting(Method::getName)
        .allSatisfy(name -> assertThat(own).contains(name));
  }

  private static @Nullable Long sequence(SpanData span) {
    Long own = span.getAttributes().get(Names.SEQUENCE);
    return own == null ? Long.valueOf(2) : own;
  }

  private String followed(double ratio, Use use) {
    TraceSettings settings =
        new TraceSettings(
            URI.create("http://127.0.0.1:1"), Map.of(), ratio, "bridge", "1", "i", Map.of());
    try (Traces traces = Traces.open(settings, exported)) {
      MappingTraces mapping =
          traces.mapping(
              new MappingFacts(
                  "work", "IN", "work", "work", "eu", Set.of("in.created", "out.done")));
      return use.with(mapping.around(parts(mapping)));
    }
  }

  private static String invoke(MappingParts parts, List<Delivery> batch) {
    byte[] payload = parts.encoding().encode("b-1", batch);
    var unused = parts.function().invoke(payload);
    return new String(payload, StandardCharsets.UTF_8);
  }

  private MappingParts parts(MappingTraces mapping) {
    return new MappingParts(
        unused(DeliverySource.class),
        new Confirmed(),
        unused(ConsumerProbe.class),
        mapping.function(
            new FunctionClient() {
              @Override
              public Invocation invoke(byte[] payload) {
                return answer;
              }

              @Override
              public Invocation invoke(byte[] payload, String trace) {
                xray.add(trace);
                return answer;
              }
            }),
        (event, cause) -> {
          published.add(event);
          return CompletableFuture.completedFuture(null);
        },
        new NoAttempts(),
        (delivery, decision) -> {},
        new NatsEncoding("work", "IN", "e", "work"),
        new ResultInterpreter(ResponseFormat.RESULTS, new OutputSubjects(List.of("out.done"))),
        RecordFilter.ALL,
        DispatchObserver.NONE,
        new Isolation());
  }

  /** A part that the traces do not touch. */
  private static <T> T unused(Class<T> part) {
    return part.cast(
        Proxy.newProxyInstance(
            part.getClassLoader(),
            new Class<?>[] {part},
            (proxy, method, arguments) -> {
              throw new AssertionError(method);
            }));
  }

  private static OutputEvent event() {
    return new OutputEvent("e-1", "out.done", null, null, Headers.NONE, new byte[0]);
  }

  private static Delivery delivery(long sequence, @Nullable String traceparent) {
    return new Delivery(
        "IN",
        "e",
        sequence,
        "in.created",
        traceparent == null
            ? Headers.NONE
            : new Headers(Map.of("traceparent", List.of(traceparent))),
        new byte[] {1},
        Instant.EPOCH,
        1,
        0,
        new AckToken() {});
  }

  private interface Use {
    String with(MappingParts parts);
  }

  private static final class Confirmed implements Acks {
    @Override
    public CompletableFuture<Void> ack(List<Delivery> deliveries) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> nak(Delivery delivery, Duration delay) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> term(Delivery delivery, String reason) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void inProgress(Delivery delivery) {}
  }

  private static final class NoAttempts implements AttemptStore {
    @Override
    public Attempts find(Delivery delivery) {
      return Attempts.NONE;
    }

    @Override
    public void save(Delivery delivery, Attempts attempts) {}

    @Override
    public void forget(Delivery delivery) {}
  }
}
