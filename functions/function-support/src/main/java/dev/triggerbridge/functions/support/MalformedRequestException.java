package dev.triggerbridge.functions.support;

/** The request is not what the contract says; Lambda answers FunctionError and nothing was run. */
public final class MalformedRequestException extends RuntimeException {
  MalformedRequestException(String message) {
    super(message);
  }
}
