package io.orderflow.axonserver.streams;

import io.axoniq.axonserver.grpc.streams.InitializationProperties;
import io.axoniq.axonserver.grpc.streams.SequencingPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the settings of a stream with those with which a client would have created it. */
final class StreamSettings {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSettings.class);

    private StreamSettings() {}

    /**
     * What only counts at the creation, or can be changed later, may differ, and is logged: the client may be of another
     * component, which took the same identifier.
     *
     * @throws StreamRefused.OtherSettings where the client would get other events, or in another order
     */
    static void requireSame(String stream, InitializationProperties own, InitializationProperties expected,
            String clientId) {
        if (!own.getFilter().equals(expected.getFilter())) {
            throw new StreamRefused.OtherSettings(stream, "filter", '"' + own.getFilter() + '"',
                    '"' + expected.getFilter() + '"');
        }
        if (!own.getSequencingPolicy().equals(expected.getSequencingPolicy())) {
            throw new StreamRefused.OtherSettings(stream, "sequencing policy", text(own.getSequencingPolicy()),
                    text(expected.getSequencingPolicy()));
        }
        if (!own.equals(expected)) {
            LOG.warn("Client {} would have created persistent stream {} {}; it is one {}", clientId, stream,
                    beginning(expected), beginning(own));
        }
    }

    private static String beginning(InitializationProperties properties) {
        return "named " + properties.getStreamName() + ", with " + properties.getSegments()
                + " segments, from position " + properties.getInitialPosition();
    }

    private static String text(SequencingPolicy policy) {
        return policy.getPolicyName() + policy.getParameterList();
    }
}
