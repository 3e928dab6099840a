package dev.triggerbridge.local.system.stack;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * An endpoint that speaks the AWS APIs of Lambda, DynamoDB and S3, such as an emulator's.
 *
 * @param url http or https
 * @param functionsHost the name under which functions that run there reach this machine
 * @param clean whether to remove first what an earlier run left there
 */
public record AwsEndpoint(URI url, String functionsHost, boolean clean) {

  /**
   * Where this machine has to listen to be reached under that name: its own address of that name,
   * or loopback if the name belongs to something that forwards to it, as a container runtime's
   * does.
   */
  InetAddress listenAddress() {
    try {
      InetAddress named = InetAddress.getByName(functionsHost);
      return NetworkInterface.getByInetAddress(named) == null
          ? InetAddress.getLoopbackAddress()
          : named;
    } catch (UnknownHostException | SocketException e) {
      // Known to the functions only.
      return InetAddress.getLoopbackAddress();
    }
  }
}
