package io.orderflow.platform.address;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/** The address at which this machine reaches what listens on a host, which may stand for all of its addresses. */
public final class ListeningAddress {

    private ListeningAddress() {}

    /** @throws IllegalArgumentException where the host is no address of a machine */
    public static URI reachable(String scheme, String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    ? URI.create(scheme + "://127.0.0.1:" + port)
                    : new URI(scheme, null, host, port, null, null, null);
        } catch (UnknownHostException | URISyntaxException unknown) {
            throw new IllegalArgumentException("Not an address of this machine: " + host, unknown);
        }
    }
}
