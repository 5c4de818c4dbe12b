package dev.galley.rest.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whether a host is this machine only. */
final class Loopback {

  private Loopback() {}

  /** Whether every address of the host is a loopback address. */
  static boolean is(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
