package dev.triggerbridge.local.lambda;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as callers name it: name, partial ARN or full ARN, each with or without a qualifier.
 *
 * @param name of the function
 * @param qualifier alias, version or {@code $LATEST}
 */
record FunctionReference(String name, Optional<String> qualifier) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:arn:aws[a-zA-Z-]*:lambda:)?(?:[a-z]{2}(?:-[a-z]+)+-\\d:)?(?:\\d{12}:)?(?:function:)?"
              + "([a-zA-Z0-9-_.]+)(?::(\\$LATEST|[a-zA-Z0-9-_]+))?");

  /**
   * Reads a reference.
   *
   * @param text from the path
   * @param query from {@code ?Qualifier=}
   * @throws ApiException if the text is none, or names another qualifier than the query
   */
  static FunctionReference parse(String text, Optional<String> query) throws ApiException {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw ApiException.invalidParameter(
          "FunctionName '" + text + "' is no function name and no function ARN");
    }
    Optional<String> inName = Optional.ofNullable(matcher.group(2));
    if (inName.isPresent() && query.isPresent() && !inName.equals(query)) {
      throw ApiException.invalidParameter(
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new FunctionReference(matcher.group(1), inName.or(() -> query));
  }
}
