package dev.triggerbridge.local.aws;

import com.adobe.testing.s3mock.S3MockApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An S3 server (S3Mock) in this process, over plain HTTP on 127.0.0.1.
 *
 * <p>Conditional creates ({@code If-None-Match: *}) work; Object Lock settings are stored but not
 * enforced.
 */
public final class S3Local implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final ConfigurableApplicationContext context;
  private final URI endpoint;

  private S3Local(ConfigurableApplicationContext context, URI endpoint) {
    this.context = context;
    this.endpoint = endpoint;
  }

  /**
   * Starts on a free port and keeps the objects; blocks for some seconds.
   *
   * @param directory where objects are kept, created if absent
   * @param buckets names of buckets to create with Object Lock, unless they exist
   */
  public static S3Local start(Path directory, String... buckets) {
    return start(directory, 0, List.of(buckets));
  }

  /** Starts on a given port, or a free one for 0. */
  public static S3Local start(Path directory, int port, List<String> buckets) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory, e);
    }
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.address", LOOPBACK);
    properties.put("server.port", "0");
    properties.put("server.ssl.enabled", "false");
    properties.put("http.port", Integer.toString(port));
    properties.put("com.adobe.testing.s3mock.store.root", directory.toAbsolutePath().toString());
    properties.put("com.adobe.testing.s3mock.store.retainFilesOnExit", "true");
    properties.put("com.adobe.testing.s3mock.store.region", LocalCredentials.REGION);
    properties.put("logging.level.root", "WARN");
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(S3MockApplication.class)
            .properties(properties)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .initializers(
                starting -> starting.getBeanFactory().addBeanPostProcessor(new OnLoopback()))
            .run();
    int bound = context.getBean(S3MockApplication.class).getHttpPort();
    S3Local started = new S3Local(context, URI.create("http://" + LOOPBACK + ":" + bound));
    try {
      for (String bucket : buckets) {
        started.createBucket(bucket);
      }
      return started;
    } catch (IOException e) {
      started.close();
      throw new UncheckedIOException("cannot create the buckets " + buckets, e);
    }
  }

  /** The address for clients; use path-style addressing. */
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    context.close();
  }

  /** Object Lock can only be switched on when a bucket is created. */
  private void createBucket(String name) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection) endpoint.resolve("/" + name).toURL().openConnection();
    request.setRequestMethod("PUT");
    request.setRequestProperty("x-amz-bucket-object-lock-enabled", "true");
    request.setDoOutput(true);
    request.setFixedLengthStreamingMode(0);
    request.getOutputStream().close();
    int status = request.getResponseCode();
    request.disconnect();
    if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_CONFLICT) {
      throw new IOException("bucket " + name + ": the server answered " + status);
    }
  }

  /** S3Mock's plain HTTP connector ignores server.address and would listen on all addresses. */
  private static final class OnLoopback implements BeanPostProcessor {
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      if (bean instanceof Connector connector) {
        connector.setProperty("address", LOOPBACK);
      }
      return bean;
    }
  }
}
