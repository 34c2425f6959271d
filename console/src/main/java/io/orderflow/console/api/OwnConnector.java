package io.orderflow.console.api;

import java.util.function.Supplier;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;

/**
 * Where the console runs in the web server of the platform's HTTP interface, the server's connector; absent until it is
 * made. There is no such bean where the platform is another process.
 */
public interface OwnConnector extends Supplier<@Nullable Connector> {}
