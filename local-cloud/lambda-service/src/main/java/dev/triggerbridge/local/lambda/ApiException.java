package dev.triggerbridge.local.lambda;

import java.util.Optional;

/** An error of the Invoke API in Lambda's shape. */
final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final boolean throttled;

  private ApiException(int status, String type, String message, boolean throttled) {
    super(message);
    this.status = status;
    this.type = type;
    this.throttled = throttled;
  }

  static ApiException functionNotFound(String arn) {
    return new ApiException(404, "ResourceNotFoundException", "Function not found: " + arn, false);
  }

  static ApiException alreadyExists(String name) {
    return new ApiException(
        409, "ResourceConflictException", "Function already exist: " + name, false);
  }

  static ApiException unknownOperation(String what) {
    return new ApiException(
        404, "UnknownOperationException", "This local service has no " + what, false);
  }

  static ApiException invalidParameter(String message) {
    return new ApiException(400, "InvalidParameterValueException", message, false);
  }

  static ApiException invalidRequestContent(String problem) {
    return new ApiException(
        400,
        "InvalidRequestContentException",
        "Could not parse request body into json: Could not parse payload into json: " + problem,
        false);
  }

  static ApiException requestTooLarge(int limit) {
    return new ApiException(
        413,
        "RequestTooLargeException",
        "Request must be smaller than %d bytes for the InvokeFunction operation".formatted(limit),
        false);
  }

  static ApiException throttled() {
    return new ApiException(429, "TooManyRequestsException", "Rate Exceeded.", true);
  }

  static ApiException closing() {
    return new ApiException(500, "ServiceException", "The service is shutting down", false);
  }

  static ApiException internal(Exception cause) {
    ApiException error =
        new ApiException(500, "ServiceException", "Internal error: " + cause, false);
    error.initCause(cause);
    return error;
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  /** Seconds after which to try again. */
  Optional<String> retryAfter() {
    return throttled ? Optional.of("1") : Optional.empty();
  }

  byte[] body() {
    return Json.object(
        json -> {
          if (throttled) {
            json.writeStringProperty("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded");
          }
          json.writeStringProperty("Type", status >= 500 ? "Service" : "User");
          json.writeStringProperty("message", getMessage());
        });
  }
}
