package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingProblemsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          batchSize: 0                          | batchSize             | is not from 1 to 10000             | Use a value in that range
          batchSize: 10001                      | batchSize             | is not from 1 to 10000             | Use a value in that range
          batchSize: ten                        | batchSize             | is not a whole number              | Write digits only
          batchSize: 10 records                 | batchSize             | is not a whole number              | Write digits only
          batchSize: [1, 2]                     | batchSize             | must be one value                  | Write it behind the colon
          maximumBatchingWindow: 5 minutes      | maximumBatchingWindow | is not a duration with a unit      | Write 5m
          maximumBatchingWindow: 301s           | maximumBatchingWindow | is not from 0s to 5m               | Use a value in that range
          maximumBatchingWindow: PT5S           | maximumBatchingWindow | is not a duration                  | Write 5s
          maximumBatchingWindow: 5parsecs       | maximumBatchingWindow | has a unit that is not one of      | for example 30s
          maximumBatchingWindow: -1s            | maximumBatchingWindow | is not from 0s to 5m               | Use a value in that range
          ackWait: 30                           | ackWait               | has no unit                        | Write 30s for seconds or 30ms
          ackWait: 999ms                        | ackWait               | is not from 1s to 10m              | Use a value in that range
          maximumConcurrency: 0                 | maximumConcurrency    | is not from 1 to 1000              | Use a value in that range
          maximumRetryAttempts: -2              | maximumRetryAttempts  | is not from -1 to 10000            | Use a value in that range
          maximumRetryAttempts: 10001           | maximumRetryAttempts  | is not from -1 to 10000            | Use a value in that range
          backoff: 1s                           | backoff               | must be a list                     | Write backoff: [1s, 5s, 10s]
          backoff: []                           | backoff               | is empty                           | Write at least one delay
          backoff: [1s, 5]                      | backoff[1]            | has no unit                        | Write 5s
          backoff: [0s]                         | backoff[0]            | is not from 100ms to 12h           | Use a value in that range
          responseFormat: result                | responseFormat        | is not one of batch-item-failures, none, results | Did you mean results
          responseFormat: xml                   | responseFormat        | is not one of                      | Use one of them
          envelope: kafka                       | envelope              | is not one of cloudevents, nats, sqs | Use one of them
          envelope: sqs                         | envelope              | it has no batchId                  | Write responseFormat: batch-item-failures
          envelopeSource: /a                    | envelopeSource        | is used only with envelope sqs     | Remove it
          enabled: yes                          | enabled               | is not one of false, true          | Use one of them
          filterSubjects: orders.created.v1     | filterSubjects        | must be a list                     | Write filterSubjects: [orders.created.v1]
          filterSubjects: [orders..v1]          | filterSubjects[0]     | token 2 is empty                   | Write one such as
          filterSubjects: ['orders.>.v1']       | filterSubjects[0]     | token 2 is odd                     | Write one such as
          filterCriteria: {}                    | filterCriteria.filters | has no entry                      | or remove filterCriteria
          filterCriteria: {filters: []}         | filterCriteria.filters | has no entry                      | or remove filterCriteria
          schema: {}                            | schema                | names nothing to check             | Write schema: {protobuf
          schema: {protobuf: a.B, jsonSchema: f} | schema               | names two kinds of payload         | Write schema: {protobuf
          schema: {json: f}                     | schema.json           | is not a known property            | Known here are protobuf, jsonSchema
          onSuccess: {}                         | onSuccess.subject     | is missing                         | Write where results go
          onSuccess: {subject: 'a.*'}           | onSuccess.subject     | has a wildcard                     | Write one exact subject
          filterSubjects: ['a.b', 'a.*']        | filterSubjects[1]     | overlaps a.b                       | Keep the wider
          outputSubjects: ['payments.*']        | outputSubjects[0]     | has a wildcard                     | List each subject by its exact name
          outputSubjects: ['payments.>']        | outputSubjects[0]     | has a wildcard                     | List each subject by its exact name
          outputSubjects: ['$JS.API.STREAM.DELETE.X'] | outputSubjects[0] | starts with $                    | List each subject by its exact name
          outputSubjects: ['_INBOX.abc']        | outputSubjects[0]     | starts with _INBOX                 | List each subject by its exact name
          outputSubjects: ['Nats-Reply']        | outputSubjects[0]     | starts with Nats-                  | List each subject by its exact name
          onFailure: orders.dlq                 | onFailure             | must be a block of properties      | Indent its properties
          onFailure: {}                         | onFailure             | names no destination               | Write one of subject, sqs, sns or s3
          onFailure: {subject: a.dlq, sqs: x}   | onFailure.sqs         | stands beside subject              | Keep one destination
          onFailure: {sqs: dead-letters}        | onFailure.sqs         | is not the URL of a queue          | https://sqs.eu-central-1.amazonaws.com
          onFailure: {sns: dead-letters}        | onFailure.sns         | is not the ARN of a topic          | arn:aws:sns:eu-central-1
          onFailure: {s3: my-bucket/prefix}     | onFailure.s3          | is not a bucket with a prefix      | Write one such as s3://
          onFailure: {s3: 's3://My_Bucket/a'}   | onFailure.s3          | is not a bucket with a prefix      | Write one such as s3://
          claimCheck: {}                        | claimCheck.s3         | is missing                         | Write one such as s3://
          claimCheck: {s3: 's3://b'}            | claimCheck.s3         | is not a bucket with a prefix      | Write one such as s3://
          onFailure: {subject: '*.dlq'}         | onFailure.subject     | has a wildcard                     | Write one exact subject
          onFailure: {subject: a.dlq, topic: x} | onFailure.topic       | is not a known property            | Known here are subject, sqs, sns, s3
          startingPosition: trim_horizon        | startingPosition      | is not one of                      | Did you mean TRIM_HORIZON
          startingPosition: AT_TIMESTAMP        | startingPositionTimestamp | is missing                     | Write a time such as
          startingPosition: AT_SEQUENCE         | startingPositionSequence  | is missing                     | Write a number from 1
          startingPositionSequence: 5           | startingPositionSequence  | is used only with              | write startingPosition: AT_SEQUENCE
          consumer: a.b                         | consumer              | is not a name of 1 to 64           | Write 'a-b'
          batchsize: 5                          | batchsize             | is not a known property            | Did you mean batchSize
          maxRetryAttempts: 5                   | maxRetryAttempts      | is not a known property            | Did you mean maximumRetryAttempts
          MaximumBatchingWindowInSeconds: 5     | MaximumBatchingWindowInSeconds | is not a known property   | with a unit, for example 5s
          bisectBatchOnFunctionError: true      | bisectBatchOnFunctionError | is not a known property       | always bisected
          max_deliver: 5                        | max_deliver           | is not a known property            | Write 'maximumRetryAttempts'
          zzz: 5                                | zzz                   | is not a known property            | Known here are name
          """)
  void mapping_with_a_mistake_names_path_reason_and_remedy(
      String line, String property, String reason, String remedy) {
    Problem problem = onlyProblem(ConfigText.mapping(line));

    assertThat(problem.path()).isEqualTo("mappings[0]." + property);
    assertThat(problem.line())
        .isEqualTo(
            reason.equals("is missing")
                    && !property.startsWith("on")
                    && !line.startsWith("claimCheck")
                ? 4
                : 7);
    assertThat(problem.reason()).contains(reason);
    assertThat(problem.remedy()).contains(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          my function         | is not the name of a Lambda function
          arn:aws:sqs:eu-central-1:123456789012:queue | is not the name of a Lambda function
          ''                  | is empty
          """)
  void function_name_that_lambda_would_refuse_is_refused(String name, String reason) {
    Problem problem =
        onlyProblem(
            ConfigText.MINIMAL.replace("functionName: payment", "functionName: '" + name + "'"));

    assertThat(problem.path()).isEqualTo("mappings[0].functionName");
    assertThat(problem.reason()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "payment",
    "payment:live",
    "payment:$LATEST",
    "arn:aws:lambda:eu-central-1:123456789012:function:payment",
    "arn:aws:lambda:eu-central-1:123456789012:function:payment:live",
    "123456789012:function:payment"
  })
  void function_name_in_each_form_of_lambda_is_accepted(String name) {
    BridgeConfig config =
        ConfigText.read(
            ConfigText.MINIMAL.replace("functionName: payment", "functionName: '" + name + "'"));

    assertThat(config.mappings().getFirst().functionName()).isEqualTo(name);
  }

  private static Problem onlyProblem(String yaml) {
    assertThat(ConfigText.problems(yaml)).hasSize(1);
    return ConfigText.problems(yaml).getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sqs         |
          cloudevents | onFailure: {s3: 's3://my-bucket/dead'}
          """)
  void claim_check_that_no_record_could_use_is_refused_by_name(String envelope, String more) {
    Problem problem =
        onlyProblem(
            ConfigText.mapping(
                "envelope: " + envelope,
                "responseFormat: none",
                "claimCheck: {s3: 's3://my-bucket/large'}",
                more == null ? "" : more));

    assertThat(problem.path()).isEqualTo("mappings[0].claimCheck");
    assertThat(problem.reason()).contains("envelope " + envelope);
    assertThat(problem.remedy()).contains("envelope: nats");
  }

  @Test
  void claim_check_of_dead_letters_is_accepted_with_any_envelope() {
    BridgeConfig config =
        ConfigText.read(
            ConfigText.mapping(
                "envelope: sqs",
                "responseFormat: none",
                "claimCheck: {s3: 's3://my-bucket/large'}",
                "onFailure: {subject: a.dlq}"));

    assertThat(config.mappings().getFirst().claimCheck()).isPresent();
  }
}
