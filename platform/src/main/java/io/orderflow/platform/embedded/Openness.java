package io.orderflow.platform.embedded;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells who can reach the server at an address. */
public final class Openness {

    private Openness() {}

    /** A warning for the person who starts the server, empty where only this machine can reach it. */
    public static String warning(String host) {
        return isLoopback(host)
                ? ""
                : "%n  It listens on %s without any identity: whoever reaches it may do everything.%n".formatted(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
