package io.orderflow.platform;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The HTTP table on the embedded event store and database. */
class EmbeddedPlatformIT extends PlatformSuite {

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.shared();

    @Override
    RunningPlatform platform() {
        return platform;
    }
}
