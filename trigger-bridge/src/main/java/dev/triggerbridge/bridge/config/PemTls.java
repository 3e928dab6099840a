package dev.triggerbridge.bridge.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Turns the PEM files of {@code nats.tls} into what a connection needs. Reads files; blocking. */
final class PemTls {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final char[] IN_MEMORY = {};

  private PemTls() {}

  /** Trusts the authorities of a file, or the JDK's own; shows the client's certificate, if any. */
  static SSLContext context(
      Optional<Path> caFile, Optional<Path> certificateFile, Optional<Path> keyFile)
      throws UnreadableValueException {
    try {
      TrustManager @Nullable [] trust = caFile.isPresent() ? trust(caFile.get()) : null;
      KeyManager @Nullable [] keys =
          certificateFile.isPresent() && keyFile.isPresent()
              ? keys(certificateFile.get(), keyFile.get())
              : null;
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new UnreadableValueException(
          "has files that do not fit together: " + e.getClass().getSimpleName(),
          "Check that key and certificate belong to each other");
    }
  }

  /** The certificates of a PEM file, at least one. */
  static Collection<? extends Certificate> certificates(Path file) throws UnreadableValueException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | CertificateException e) {
      // Reported below: there is no certificate in it that can be used.
    }
    throw new UnreadableValueException(
        "has no certificate in PEM", "Begin it with -----BEGIN CERTIFICATE-----");
  }

  /** The key of a PEM file in PKCS#8, of the kind that the certificate is for. */
  static PrivateKey key(Path certificateFile, Path keyFile) throws UnreadableValueException {
    Certificate own = certificates(certificateFile).iterator().next();
    return privateKey(keyFile, own.getPublicKey().getAlgorithm());
  }

  private static PrivateKey privateKey(Path file, String algorithm)
      throws UnreadableValueException {
    try {
      Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.US_ASCII));
      if (pem.find()) {
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // Reported below, without a word of what is in the file.
    }
    throw new UnreadableValueException(
        "has no unencrypted PKCS#8 key that fits the certificate",
        "Convert it with 'openssl pkcs8 -topk8 -nocrypt -in KEY -out FILE'");
  }

  private static TrustManager[] trust(Path caFile)
      throws GeneralSecurityException, IOException, UnreadableValueException {
    KeyStore store = empty();
    int index = 0;
    for (Certificate certificate : certificates(caFile)) {
      store.setCertificateEntry("ca-" + index++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(Path certificateFile, Path keyFile)
      throws GeneralSecurityException, IOException, UnreadableValueException {
    Certificate[] chain = certificates(certificateFile).toArray(Certificate[]::new);
    PrivateKey key = privateKey(keyFile, chain[0].getPublicKey().getAlgorithm());
    KeyStore store = empty();
    store.setKeyEntry("client", key, IN_MEMORY, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
