package dev.triggerbridge.bridge.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3.
 *
 * @param bucket its name
 * @param prefix what keys begin with, without a slash at either end; empty for none
 */
public record S3Location(String bucket, String prefix) {
  /** Bucket names as S3 allows them: 3 to 63 of lower-case letters, digits, dots, hyphens. */
  private static final Pattern FORM =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9!_.*'()/-]{1,500}))?");

  static final String EXAMPLE = "Write one such as s3://my-bucket/dead-letters";

  static Optional<S3Location> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String prefix = form.group(2) == null ? "" : form.group(2).replaceAll("/+$", "");
    return prefix.startsWith("/") || prefix.contains("//")
        ? Optional.empty()
        : Optional.of(new S3Location(form.group(1), prefix));
  }

  /** As it is written in the configuration. */
  @Override
  public String toString() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
