package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoVersion;
import java.util.List;

/**
 * The version that clients are told, which is the release of MongoDB whose protocol the server speaks. Newer clients no
 * longer speak the protocol of 4.2. That of 4.4 adds nothing that a client uses by default: hints of deletions,
 * comments and sorts on the disk may be ignored. Those of 5.0 and later promise more than this server does.
 */
final class ProtocolVersion implements MongoVersion {

    private static final int WIRE_VERSION = 9;

    @Override
    public List<Integer> getVersionArray() {
        return List.of(4, 4, 0);
    }

    @Override
    public int getWireVersion() {
        return WIRE_VERSION;
    }
}
