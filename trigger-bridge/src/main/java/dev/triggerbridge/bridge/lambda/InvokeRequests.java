package dev.triggerbridge.bridge.lambda;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaServiceClientConfiguration;
import software.amazon.awssdk.services.lambda.endpoints.LambdaEndpointParams;
import software.amazon.awssdk.services.lambda.endpoints.LambdaEndpointProvider;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Signed requests of Lambda's Invoke API, for one function. Address, region and credentials are
 * those that the SDK's own client has resolved; credentials are asked for at each request, so that
 * rotated ones are used. Thread-safe.
 */
final class InvokeRequests {
  private static final String SERVICE = "lambda";

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
  private final String region;
  private final SdkHttpRequest unsigned;

  InvokeRequests(LambdaClient client, String function) {
    LambdaServiceClientConfiguration resolved = client.serviceClientConfiguration();
    this.credentials = resolved.credentialsProvider();
    this.region = resolved.region().id();
    this.unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint(resolved))
            .encodedPath(
                "/2015-03-31/functions/%s/invocations".formatted(SdkHttpUtils.urlEncode(function)))
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "trigger-bridge")
            .putHeader("X-Amz-Invocation-Type", "RequestResponse")
            .build();
  }

  /**
   * A request with this payload; may block for credentials.
   *
   * @param xrayTrace value of {@code X-Amzn-Trace-Id}, which is not signed
   * @throws software.amazon.awssdk.core.exception.SdkException if there are none
   */
  HttpExecuteRequest signed(byte[] payload, Optional<String> xrayTrace) {
    ContentStreamProvider content = ContentStreamProvider.fromByteArrayUnsafe(payload);
    SdkHttpRequest.Builder request =
        unsigned.toBuilder().putHeader("Content-Length", Integer.toString(payload.length));
    xrayTrace.ifPresent(trace -> request.putHeader("X-Amzn-Trace-Id", trace));
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(credentials.resolveIdentity().join())
                    .request(request.build())
                    .payload(content)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElse(content))
        .build();
  }

  private static URI endpoint(LambdaServiceClientConfiguration resolved) {
    return resolved
        .endpointOverride()
        .orElseGet(
            () ->
                ((LambdaEndpointProvider)
                        resolved
                            .endpointProvider()
                            .orElseGet(LambdaEndpointProvider::defaultProvider))
                    .resolveEndpoint(
                        LambdaEndpointParams.builder()
                            .region(resolved.region())
                            .useFips(isOn(SdkSystemSetting.AWS_USE_FIPS_ENDPOINT))
                            .useDualStack(isOn(SdkSystemSetting.AWS_USE_DUALSTACK_ENDPOINT))
                            .build())
                    .join()
                    .url());
  }

  private static boolean isOn(SdkSystemSetting setting) {
    return setting.getBooleanValue().orElse(false);
  }
}
