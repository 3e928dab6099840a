package dev.triggerbridge.infra;

import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * NATS as the bridge reaches it.
 *
 * @param servers addresses separated by commas, for example {@code tls://nats.example:4222}; no
 *     user in them, because they are printed
 * @param credentials a secret whose text is the content of a NATS credentials file
 */
public record NatsServer(String servers, ISecret credentials) {}
