package io.orderflow.platform.embedded;

import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.mongoserver.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded database in a data folder: read models, checkpoints and dead letters. */
public final class Documents {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private Documents() {}

    static EmbeddedMongoServer open(PlatformOptions options) {
        ofEarlierRelease(options.data()).ifPresent(LOG::warn);
        return EmbeddedMongoServer.start(in(options.data()), 0, StoreSettings.DEFAULT);
    }

    /** The folder of the database. */
    public static Path in(Path data) {
        return data.resolve("documents");
    }

    /** The folder in which earlier releases had their checkpoints and dead letters. */
    public static Path earlier(Path data) {
        return data.resolve("checkpoints");
    }

    /** The notice about a data folder that an earlier release has left. */
    public static Optional<String> ofEarlierRelease(Path data) {
        return Files.exists(earlier(data)) && !Files.exists(in(data))
                ? Optional.of("The checkpoints in " + earlier(data)
                        + " are of an earlier release and are not read: the "
                        + "read models are made anew from the events, and the processors that send commands handle all events "
                        + "again, which has no effect twice")
                : Optional.empty();
    }
}
