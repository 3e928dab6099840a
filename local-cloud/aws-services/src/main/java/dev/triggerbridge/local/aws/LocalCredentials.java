package dev.triggerbridge.local.aws;

/** What clients of the local services sign with; the services accept anything. */
public final class LocalCredentials {
  /** Region of all local services. */
  public static final String REGION = "eu-central-1";

  /** Access key id; DynamoDB Local allows letters and digits only. */
  public static final String KEY_ID = "local";

  /** Secret key. */
  public static final String SECRET = "local";

  private LocalCredentials() {}
}
