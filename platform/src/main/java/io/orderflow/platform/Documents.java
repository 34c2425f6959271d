package io.orderflow.platform;

import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded database: read models, checkpoints and dead letters. */
final class Documents {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private Documents() {}

    static EmbeddedMongoServer open(PlatformOptions options) {
        if (Files.exists(options.earlierCheckpoints()) && !Files.exists(options.documents())) {
            LOG.warn(
                    "The checkpoints in {} are of an earlier release and are not read: the read models are made anew from "
                            + "the events, and what acts goes through all events again, which repeats nothing that was done",
                    options.earlierCheckpoints());
        }
        return EmbeddedMongoServer.start(options.documents(), 0, StoreSettings.DEFAULT);
    }
}
