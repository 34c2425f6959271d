package io.orderflow.platform;

import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP table on the embedded event store and database. */
class EmbeddedPlatformIT extends PlatformSuite {

    @TempDir
    static Path data;
    private static Platform platform;

    @BeforeAll
    static void start() {
        platform = Platform.start(PlatformOptions.embedded(data));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Override
    int port() {
        return platform.port();
    }
}
