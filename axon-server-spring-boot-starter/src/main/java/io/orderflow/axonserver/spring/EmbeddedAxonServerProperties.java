package io.orderflow.axonserver.spring;

import io.orderflow.axonserver.AxonServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server in the application.
 *
 * @param data
 *            the folder of the events
 * @param temporary
 *            whether the events are in a folder that is deleted in the end, instead
 * @param transport
 *            how the application reaches it
 * @param port
 *            the gRPC port on 127.0.0.1, also for other applications of this machine; 0 takes a free one
 * @param httpPort
 *            the HTTP port on 127.0.0.1; 0 takes a free one, and without it there is no HTTP
 */
@ConfigurationProperties("axon-server.embedded")
public record EmbeddedAxonServerProperties(@DefaultValue("data/axon-server") Path data, boolean temporary,
        @DefaultValue("tcp") Transport transport, @DefaultValue("0") int port, @Nullable Integer httpPort) {

    /** How the application reaches the server. */
    public enum Transport {
        TCP, IN_PROCESS
    }

    AxonServerConfig config(Path folder, String inProcessName) {
        AxonServerConfig config = AxonServerConfig.tcp(folder, port).withDevelopmentMode();
        if (httpPort != null) {
            config = config.withHttp(AxonServerConfig.DEFAULT_HOST, httpPort);
        }
        return transport == Transport.TCP ? config : config.withInProcessName(inProcessName);
    }
}
