package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.SecretsManagerSecretOptions;
import software.constructs.Construct;

/**
 * The payment gateway's address and key, for the functions that ask for the address. The key is
 * never here: what is here names a secret, which CloudFormation reads when it publishes a version.
 * An alias runs published versions, and nothing that is set on a function later reaches those.
 */
final class PaymentGateway {
  /** The context with the address; without it the address is a parameter of the stack. */
  static final String URL = "paymentGatewayUrl";

  /** The context with the secret, {@code NAME[:JSON_FIELD]}, or {@link #NO_KEY}. */
  static final String KEY_SECRET = "paymentGatewayKeySecret";

  /** The context with the secret's version; without it the one that is current. */
  static final String KEY_VERSION = "paymentGatewayKeyVersion";

  /** Said of a gateway that wants no key, so that none is forgotten. */
  static final String NO_KEY = "none";

  static final String URL_VARIABLE = "PAYMENT_GATEWAY_URL";
  static final String KEY_VARIABLE = "PAYMENT_GATEWAY_API_KEY";

  private static final String EXAMPLE_URL = "https://api.stripe.com";
  private static final String EXAMPLE_SECRET = "payment-gateway:apiKey";
  private static final String EXAMPLE_VERSION = "EXAMPLE1-90ab-cdef-fedc-ba987SECRET1";

  private static final String NOT_SHOWN = " (not shown)";

  private static final Pattern SECRET =
      Pattern.compile(
          "(?<id>(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:)?[\\w/+=.@-]{1,512})"
              + "(?::(?<field>[\\w.-]+))?");

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9-]{32,64}");

  /** The form of keys that Stripe gives out; a secret may be called anything else. */
  private static final Pattern KEY = Pattern.compile("(?:sk|rk|pk)_(?:live|test)_|whsec_");

  private PaymentGateway() {}

  /**
   * The variables of a function that the contexts give.
   *
   * @throws IllegalArgumentException naming the context, its value and the remedy
   */
  static Map<String, String> variables(Construct scope, FunctionDescriptor descriptor) {
    if (!descriptor.deploymentVariables().contains(URL_VARIABLE)) {
      return Map.of();
    }
    Optional<String> url = context(scope, URL);
    Optional<String> secret = context(scope, KEY_SECRET);
    Optional<String> version = context(scope, KEY_VERSION);
    boolean hasKey = secret.isPresent() && !secret.get().equals(NO_KEY);
    if (secret.isEmpty() && (url.isPresent() || Environment.of(scope).mustNameGatewayKey())) {
      throw refused(
          KEY_SECRET,
          " is missing",
          "without a key every payment fails",
          EXAMPLE_SECRET + ", or =" + NO_KEY + " for a gateway that wants none");
    }
    if (version.isPresent() && !hasKey) {
      throw refused(
          KEY_SECRET,
          secret.map(PaymentGateway::shown).orElse(" is missing"),
          KEY_VERSION + " is of no secret",
          EXAMPLE_SECRET);
    }
    Map<String, String> variables = new HashMap<>();
    url.ifPresent(address -> variables.put(URL_VARIABLE, checkedUrl(address, hasKey)));
    if (hasKey) {
      variables.put(KEY_VARIABLE, reference(secret.get(), version));
    }
    return variables;
  }

  private static Optional<String> context(Construct scope, String key) {
    return Optional.ofNullable(scope.getNode().tryGetContext(key)).map(String::valueOf);
  }

  private static String checkedUrl(String url, boolean hasKey) {
    if (!isAddress(url)) {
      // Where a user or a query is allowed, a password or a key is what stands there.
      throw refused(
          URL,
          url.matches(".*[@?#].*") ? NOT_SHOWN : shown(url),
          "is no address of http or https without user, query and fragment",
          EXAMPLE_URL);
    }
    if (hasKey && !url.startsWith("https:")) {
      throw refused(URL, shown(url), "the key would travel unencrypted", EXAMPLE_URL);
    }
    return url;
  }

  private static boolean isAddress(String url) {
    try {
      URI uri = URI.create(url);
      return url.matches("https?:.*")
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String reference(String secret, Optional<String> version) {
    if (KEY.matcher(secret).find()) {
      throw refused(
          KEY_SECRET,
          NOT_SHOWN,
          "looks like the key itself, which belongs into a secret",
          EXAMPLE_SECRET);
    }
    Matcher parts = SECRET.matcher(secret);
    if (!parts.matches()) {
      throw refused(
          KEY_SECRET,
          shown(secret),
          "is not the name or ARN of a secret, with or without :JSON_FIELD",
          EXAMPLE_SECRET);
    }
    if (version.isPresent() && !VERSION.matcher(version.get()).matches()) {
      throw refused(
          KEY_VERSION,
          shown(version.get()),
          "is no VersionId as 'aws secretsmanager put-secret-value' prints it",
          EXAMPLE_VERSION);
    }
    return SecretValue.secretsManager(
            parts.group("id"),
            SecretsManagerSecretOptions.builder()
                .jsonField(parts.group("field"))
                .versionId(version.orElse(null))
                .build())
        .unsafeUnwrap();
  }

  private static String shown(String value) {
    return " = '" + value + "'";
  }

  private static IllegalArgumentException refused(
      String context, String value, String problem, String instead) {
    return new IllegalArgumentException(
        "context %s%s: %s. Pass -c %s=%s.".formatted(context, value, problem, context, instead));
  }
}
