package io.orderflow.console.api;

import java.net.URI;

/** Where the platform's HTTP interface is. In the one process its port is known only once the web server has started. */
@FunctionalInterface
public interface PlatformAddress {

    URI get();
}
