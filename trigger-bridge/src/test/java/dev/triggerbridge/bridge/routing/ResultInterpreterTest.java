package dev.triggerbridge.bridge.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.message.RetryClass;
import dev.triggerbridge.bridge.routing.Interpretation.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultInterpreterTest {
  private static final List<String> IDS = List.of("S/1", "S/2");
  private static final String BOTH_OK =
      "{'id':'S/1','status':'ok'},{'id':'S/2','status':'ok','events':[]}";

  @Test
  void complete_answer_has_an_outcome_for_each_record() {
    var outcomes =
        perRecord(
            "{'id':'S/2','status':'reject','code':'BAD','message':'why'},"
                + "{'id':'S/1','status':'ok','events':[{'id':'e','subject':'out.a','contentType':'t',"
                + "'dataSchema':'d','headers':{'h':['1','2']},'data':'AQI='}]}");

    assertThat(outcomes.outcomes().get("S/2")).isEqualTo(new Outcome.Reject("BAD", "why"));
    assertThat(outcomes.outcomes().get("S/1"))
        .isInstanceOfSatisfying(
            Outcome.Ok.class,
            ok -> {
              assertThat(ok.events()).hasSize(1);
              assertThat(ok.events().getFirst().data()).containsExactly(1, 2);
              assertThat(ok.events().getFirst().headers().values())
                  .containsEntry("h", List.of("1", "2"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'',FAILURE",
    "',\"class\":\"FAILURE\"',FAILURE",
    "',\"class\":\"THROTTLED\"',THROTTLED",
    "',\"class\":\"UNAVAILABLE\"',UNAVAILABLE",
    "',\"class\":\"NOT_ATTEMPTED\"',NOT_ATTEMPTED"
  })
  void retry_has_the_class_it_names_and_failure_by_default(String field, RetryClass expected) {
    var outcomes =
        perRecord(
            "{'id':'S/1','status':'retry','delayMs':1500,'code':'C','message':'m'"
                + field
                + "},{'id':'S/2','status':'ok'}");

    assertThat(outcomes.outcomes().get("S/1"))
        .isEqualTo(new Outcome.Retry(expected, Duration.ofMillis(1500), "C", "m"));
  }

  @Test
  void missing_id_retries_only_that_record() {
    var outcomes = perRecord("{'id':'S/2','status':'ok'}");

    assertThat(outcomes.outcomes().get("S/1"))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.retryClass()).isEqualTo(RetryClass.FAILURE);
              assertThat(retry.code()).isEqualTo("MISSING_RESULT");
            });
    assertThat(outcomes.outcomes().get("S/2")).isEqualTo(new Outcome.Ok(List.of()));
  }

  @Test
  void fields_that_version_one_does_not_know_are_skipped() {
    assertThat(
            interpret(
                "{'later':{'a':[1]},'schema':'natsbatch-result/1','batchId':'b','results':["
                    + "{'id':'S/1','status':'ok','later':[{}]},{'id':'S/2','status':'ok'}]}"))
        .isInstanceOf(Interpretation.PerRecord.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | MALFORMED",
        "{} | MALFORMED",
        "\"OK\" | MALFORMED",
        "[] | MALFORMED",
        "1 | MALFORMED",
        "`` | MALFORMED",
        "{\"schema\": | MALFORMED",
        "not json | MALFORMED",
      })
  void garbage_makes_the_batch_suspect(String answer, Kind kind) {
    assertThat(interpret(answer))
        .isInstanceOfSatisfying(
            Interpretation.WrongAnswer.class, wrong -> assertThat(wrong.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'S/3','status':'ok'} | UNKNOWN_ID | S/3",
        "{'id':'S/1','status':'ok'},{'id':'S/1','status':'ok'} | DUPLICATE_ID | S/1",
        "{'id':'S/1','status':'done'} | INVALID_RESULT | done",
        "{'id':'S/1'} | INVALID_RESULT | status",
        "{'status':'ok'} | INVALID_RESULT | id",
        "{'id':'S/1','status':'retry','class':'MAYBE'} | INVALID_RESULT | MAYBE",
        "{'id':'S/1','status':'retry','delayMs':-1} | INVALID_RESULT | delayMs",
        "{'id':'S/1','status':'retry','delayMs':'soon'} | INVALID_RESULT | delayMs",
        "{'id':'S/1','status':'retry','delayMs':99999999999999999999} | MALFORMED | JSON",
        "{'id':'S/1','status':'reject','events':[{'id':'e','subject':'out.a','data':''}]}"
            + " | INVALID_RESULT | events",
        "{'id':7,'status':'ok'} | INVALID_RESULT | id",
        "7 | INVALID_RESULT | object",
      })
  void contradictory_result_makes_the_batch_suspect(String results, Kind kind, String named) {
    assertThat(interpret(answer(results)))
        .isInstanceOfSatisfying(
            Interpretation.WrongAnswer.class,
            wrong -> {
              assertThat(wrong.kind()).isEqualTo(kind);
              assertThat(wrong.message()).contains(named);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'subject':'out.b' | FORBIDDEN_EVENT | outputSubjects",
        "'subject':'out.*' | FORBIDDEN_EVENT | outputSubjects",
        "'subject':'$JS.API.STREAM.DELETE.S' | FORBIDDEN_EVENT | outputSubjects",
        "'subject':'_INBOX.x' | FORBIDDEN_EVENT | outputSubjects",
        "'subject':'out.a','headers':{'Nats-Rollup':['all']} | FORBIDDEN_EVENT | Nats-Rollup",
        "'subject':'out.a','headers':{'nats-msg-id':['1']} | FORBIDDEN_EVENT | nats-msg-id",
        "'subject':'out.a','headers':{'a:b':['1']} | FORBIDDEN_EVENT | a:b",
        "'subject':'out.a','headers':{'a':'1'} | INVALID_RESULT | list",
        "'subject':'out.a','headers':{'a':['1\\r\\nb: 2']} | INVALID_RESULT | ASCII",
        "'subject':'out.a','headers':{'a':['\u00fc']} | INVALID_RESULT | ASCII",
        "'subject':'out.a','contentType':'a\\nb' | INVALID_RESULT | contentType",
        "'subject':'out.a','deliverAt':'tomorrow' | INVALID_RESULT | deliverAt",
        "'subject':'out.a','deliverAt':'2026-11-23T10:00:00' | INVALID_RESULT | deliverAt",
        "'subject':'out.a','deliverAt':'+10000-01-01T00:00:00Z' | INVALID_RESULT | deliverAt",
        "'subject':'out.a','deliverAt':7 | INVALID_RESULT | deliverAt",
      })
  void forbidden_event_makes_the_batch_suspect(String fields, Kind kind, String named) {
    String results =
        "{'id':'S/1','status':'ok','events':[{'id':'e'," + fields + ",'data':'AQI='}]}";

    assertThat(interpret(answer(results)))
        .isInstanceOfSatisfying(
            Interpretation.WrongAnswer.class,
            wrong -> {
              assertThat(wrong.kind()).isEqualTo(kind);
              assertThat(wrong.message()).contains(named);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'2026-11-23T10:00:00Z', 2026-11-23T10:00:00Z",
    "'2026-11-23T10:00:00.123+02:00', 2026-11-23T08:00:00.123Z"
  })
  void event_with_deliver_at_keeps_its_instant(String written, Instant expected) {
    String results =
        "{'id':'S/1','status':'ok','events':[{'id':'e','subject':'out.a','deliverAt':'%s',"
                .formatted(written)
            + "'data':'AQI='}]}";

    assertThat(interpret(answer(results)))
        .isInstanceOfSatisfying(
            Interpretation.PerRecord.class,
            given ->
                assertThat(given.outcomes().get("S/1"))
                    .isInstanceOfSatisfying(
                        Outcome.Ok.class,
                        ok -> assertThat(ok.events().getFirst().deliverAt()).isEqualTo(expected)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'data':'%%%'", "'data':7", "'data':null", "'x':''"})
  void event_without_base64_data_makes_the_batch_suspect(String data) {
    String results =
        "{'id':'S/1','status':'ok','events':[{'id':'e','subject':'out.a'," + data + "}]}";

    assertThat(interpret(answer(results))).isInstanceOf(Interpretation.WrongAnswer.class);
  }

  @Test
  void another_batch_answer_is_refused() {
    assertThat(
            interpret("{'schema':'natsbatch-result/1','batchId':'c','results':[" + BOTH_OK + "]}"))
        .isInstanceOfSatisfying(
            Interpretation.WrongAnswer.class,
            wrong -> assertThat(wrong.kind()).isEqualTo(Kind.WRONG_BATCH));
  }

  @Test
  void another_schema_or_a_second_document_is_refused() {
    assertThat(interpret("{'schema':'x/1','batchId':'b','results':[" + BOTH_OK + "]}"))
        .isInstanceOf(Interpretation.WrongAnswer.class);
    assertThat(interpret(answer(BOTH_OK) + "{}")).isInstanceOf(Interpretation.WrongAnswer.class);
  }

  @Test
  void answer_nested_beyond_reason_is_refused_and_not_a_bug() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);

    assertThat(interpret("{'later':" + deep + "}")).isInstanceOf(Interpretation.WrongAnswer.class);
  }

  /** The cases of AWS's documentation of ReportBatchItemFailures. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 0",
        "null | 0",
        "{} | 0",
        "` \n` | 0",
        "{'statusCode':200,'body':{'a':[1]}} | 0",
        "{'batchItemFailures':null} | 0",
        "{'batchItemFailures':[]} | 0",
        "{'batchItemFailures':[{'itemIdentifier':'S/2'}]} | 1",
        "{'batchItemFailures':[{'itemIdentifier':'S/1'},{'itemIdentifier':'S/2'}]} | 2",
        "{'batchItemFailures':[{'itemIdentifier':'S/1'},{'itemIdentifier':'S/1'}]} | 1",
      })
  void item_failures_name_the_records_that_failed(String answer, int failed) {
    assertThat(itemFailures(answer))
        .isInstanceOfSatisfying(
            Interpretation.PerRecord.class,
            perRecord ->
                assertThat(perRecord.outcomes().values())
                    .hasSize(2)
                    .filteredOn(outcome -> outcome instanceof Outcome.Retry)
                    .hasSize(failed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'batchItemFailures':[{'itemIdentifier':''}]} | INVALID_IDENTIFIER",
        "{'batchItemFailures':[{'itemIdentifier':null}]} | INVALID_IDENTIFIER",
        "{'batchItemFailures':[{'itemIdentifier':7}]} | INVALID_IDENTIFIER",
        "{'batchItemFailures':[{'itemId':'S/1'}]} | INVALID_IDENTIFIER",
        "{'batchItemFailures':[{}]} | INVALID_IDENTIFIER",
        "{'batchItemFailures':[{'itemIdentifier':'S/1'},{'itemIdentifier':''}]} | INVALID_IDENTIFIER",
        "{'batchItemFailures':[{'itemIdentifier':'S/9'}]} | UNKNOWN_ID",
        "{'batchItemFailure':[{'itemIdentifier':'S/1'}]} | INVALID_RESULT",
        "{'batch_item_failures':[{'itemIdentifier':'S/1'}]} | INVALID_RESULT",
        "{'BatchItemFailures':[{'itemIdentifier':'S/1'}]} | INVALID_RESULT",
        "{'itemFailures':['S/1']} | INVALID_RESULT",
        "{'batchItemFailures':['S/1']} | MALFORMED",
        "{'batchItemFailures':[null]} | MALFORMED",
        "{'batchItemFailures':'S/1'} | MALFORMED",
        "{'batchItemFailures':[ | MALFORMED",
        "{'batchItemFailures' | MALFORMED",
        "{} {} | MALFORMED",
        "[] | MALFORMED",
        "oops | MALFORMED",
        "\"OK\" | MALFORMED",
      })
  void item_failures_that_are_invalid_fail_the_whole_batch_and_are_told_apart(
      String answer, Interpretation.Kind kind) {
    assertThat(itemFailures(answer))
        .isInstanceOfSatisfying(
            Interpretation.WrongAnswer.class, wrong -> assertThat(wrong.kind()).isEqualTo(kind));
  }

  @Test
  void format_none_takes_every_return_for_success() {
    Interpretation read =
        new ResultInterpreter(ResponseFormat.NONE, new OutputSubjects(List.of()))
            .interpret("b", IDS, "anything".getBytes(StandardCharsets.UTF_8));

    assertThat(read)
        .isInstanceOfSatisfying(
            Interpretation.PerRecord.class,
            perRecord -> assertThat(perRecord.outcomes()).containsOnlyKeys(IDS));
  }

  private static Interpretation.PerRecord perRecord(String results) {
    return (Interpretation.PerRecord) interpret(answer(results));
  }

  private static String answer(String results) {
    return "{'schema':'natsbatch-result/1','batchId':'b','results':[" + results + "]}";
  }

  private static Interpretation interpret(String answer) {
    return read(ResponseFormat.RESULTS, answer);
  }

  private static Interpretation itemFailures(String answer) {
    return read(ResponseFormat.BATCH_ITEM_FAILURES, answer);
  }

  private static Interpretation read(ResponseFormat format, String answer) {
    return new ResultInterpreter(format, new OutputSubjects(List.of("out.a")))
        .interpret("b", IDS, answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
