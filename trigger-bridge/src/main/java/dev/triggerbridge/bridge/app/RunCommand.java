package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/** Runs until SIGTERM or SIGINT, then drains. */
@Command(
    name = "run",
    description =
        "Runs every enabled mapping until SIGTERM or SIGINT, then drains. A changed file is read"
            + " again, at once on SIGHUP.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge run --config bridge.yaml",
      "  trigger-bridge run --config bridge.yaml --create-streams"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:after SIGTERM everything in flight was finished or handed back",
      "1:a failure at run time, or something in flight could not be handed back",
      "2:a configuration or a command line that cannot be used"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--create-streams",
      description =
          "Creates the configured streams that do not exist; never changes one that does.")
  private boolean createStreams;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    Bridge bridge = new Bridge(read, config.contents(read), createStreams);
    AtomicBoolean failed = new AtomicBoolean();
    bridge.start();
    Reloader reloader = new Reloader(config.file(), bridge);
    reloader.start();
    reloadOnHangup(reloader);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(bridge, failed.get())));
    try {
      bridge.awaitFailure();
      return Main.OK;
    } finally {
      failed.set(true);
    }
  }

  private static void reloadOnHangup(Reloader reloader) {
    try {
      var unused = Signal.handle(new Signal("HUP"), signal -> reloader.reload());
    } catch (IllegalArgumentException e) {
      // A platform without it, or a JVM with -Xrs: the file is watched anyway.
    }
  }

  /** After a signal the JVM would exit with 143, which says nothing of how the drain went. */
  private static void end(Bridge bridge, boolean failed) {
    int left = bridge.stop();
    if (!failed) {
      Runtime.getRuntime().halt(left == 0 ? Main.OK : Main.FAILED);
    }
  }
}
