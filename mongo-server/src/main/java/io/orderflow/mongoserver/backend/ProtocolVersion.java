package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoVersion;
import java.util.List;

/**
 * What clients are told of the server: the release of MongoDB whose protocol it speaks. That of 4.4 adds nothing that a
 * client uses without being asked to (hints of deletions, comments, sorts on the disk, which may be passed over) to that of
 * 4.2, which newer clients no longer speak. Those of 5.0 and later promise more than there is here.
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
