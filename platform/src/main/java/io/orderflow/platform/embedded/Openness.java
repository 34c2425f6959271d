package io.orderflow.platform.embedded;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Says to whom an address opens what listens on it. */
public final class Openness {

    private Openness() {}

    /** A line for whoever starts it, empty where only this machine gets in. */
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
