package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.HttpConfig;
import dev.triggerbridge.bridge.config.Secret;
import dev.triggerbridge.bridge.console.StatusSource;
import dev.triggerbridge.bridge.console.page.Access;
import dev.triggerbridge.bridge.console.page.ConsolePage;
import dev.triggerbridge.bridge.console.page.Desks;
import dev.triggerbridge.bridge.nats.NatsSession;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the console together. */
final class ConsoleParts {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleParts.class);

  private ConsoleParts() {}

  /**
   * The page, for whoever may see it; where nobody may, it says why.
   *
   * @param session null as long as there is none
   */
  static ConsolePage page(
      HttpConfig http,
      StatusSource status,
      Mappings mappings,
      Supplier<@Nullable NatsSession> session,
      Clock clock) {
    Access access =
        Access.of(http.host(), http.console(), http.consoleToken().map(Secret::reveal), clock);
    if (access instanceof Access.Off(String why) && http.console()) {
      LOG.info("{}", why);
    }
    Link link = new Link(session);
    return new ConsolePage(
        access,
        new Desks(
            new LiveMappings(link, status, mappings, clock),
            new DeadLetterRoom(link, mappings),
            new Stories(link, mappings, clock),
            new FilterTrials(mappings)));
  }
}
