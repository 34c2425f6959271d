package io.orderflow.service.resilience;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.orderflow.service.tls.FollowedBundle;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;

/**
 * Encrypts the connection to the event store, and shows it the certificate of this process. The connector knows no
 * certificates of clients, and reads its settings once.
 */
final class EventStoreTls {

    private EventStoreTls() {}

    /** The connector applies it to the builder of each channel, which by then is one without encryption. */
    static ManagedChannelCustomizer channel(FollowedBundle bundle) {
        SslContext context = contextOf(bundle);
        return builder -> ((NettyChannelBuilder) builder).sslContext(context).useTransportSecurity();
    }

    private static SslContext contextOf(FollowedBundle bundle) {
        ApplicationProtocolConfig http2 = new ApplicationProtocolConfig(Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, "h2");
        return new JdkSslContext(bundle.context(), true, null, IdentityCipherSuiteFilter.INSTANCE, http2,
                ClientAuth.NONE, null, false);
    }
}
