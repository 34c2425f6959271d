package io.orderflow.platform;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import io.orderflow.service.description.DescribedAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A platform that runs in this process while tests do, registered with {@code @RegisterExtension}. It starts before the
 * first test that needs it, on a free port and in a folder of its own, and is closed by JUnit, which then deletes the
 * folder. What it gives out, such as an {@link Api}, stays valid when the platform is started again.
 */
final class RunningPlatform implements BeforeAllCallback, BeforeEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(RunningPlatform.class);
    private static final Object SHARED = "shared";

    /** Says how a platform on this folder is started. */
    interface Options {
        PlatformOptions on(Path data) throws Exception;
    }

    private final boolean isShared;
    private final Options options;
    private final List<String> settings = new ArrayList<>();
    private @Nullable Running running;

    private RunningPlatform(boolean isShared, Options options) {
        this.isShared = isShared;
        this.options = options;
    }

    /**
     * One platform for all classes that ask for it. Each of them uses names that no other uses, looks only at what it
     * made, changes no setting, writes no event past the commands, and leaves no dead letter behind.
     */
    static RunningPlatform shared() {
        return new RunningPlatform(true, PlatformOptions::embedded);
    }

    /** A new platform for each class where the field is static, and for each test where it is not. */
    static RunningPlatform own() {
        return own(PlatformOptions::embedded);
    }

    /** As {@link #own()}, started as these options say. */
    static RunningPlatform own(Options options) {
        return new RunningPlatform(false, options);
    }

    /** Has the platform's next start see this setting. */
    RunningPlatform with(String setting, String value) {
        settings.add("--" + setting + "=" + value);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        beforeEach(context);
    }

    /** A store finds what a store above it holds: the tests of a class find the platform that their class has. */
    @Override
    public void beforeEach(ExtensionContext context) {
        Store store = (isShared ? context.getRoot() : context).getStore(NAMESPACE);
        running = store.computeIfAbsent(isShared ? SHARED : this, absent -> new Running(), Running.class);
    }

    /** Closes the platform, and starts it again with what it has stored. Its port is another then. */
    void restart() {
        close();
        running().start();
    }

    /** Closes the platform, so that a test may look at its folder or change it before {@link #restart()}. */
    void close() {
        running().stop();
    }

    Path data() {
        return running().folder.resolve("data");
    }

    int port() {
        return platform().port();
    }

    /** The Spring context, to look inside. */
    ConfigurableApplicationContext context() {
        return platform().context();
    }

    Addresses addresses() {
        return platform().addresses();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    Api api() {
        return new Api((method, path) -> uri("")).shownTo(DescribedAnswers::hold);
    }

    PlatformClient client(String customer) {
        return new PlatformClient(api(), customer);
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("The platform runs only while tests do");
        }
        return running;
    }

    private Platform platform() {
        Platform platform = running().platform;
        if (platform == null) {
            throw new IllegalStateException("The test has closed the platform");
        }
        return platform;
    }

    /** The platform as JUnit stores it, which closes it at the end of the store. */
    private final class Running implements AutoCloseable {

        private final Path folder = newFolder();
        private @Nullable Platform platform;

        Running() {
            start();
        }

        private static Path newFolder() {
            try {
                return Files.createTempDirectory("platform-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void start() {
            try {
                platform = Platform.start(options.on(folder.resolve("data")), settings);
            } catch (Exception failed) {
                close();
                throw new IllegalStateException("The platform does not start", failed);
            }
        }

        private void stop() {
            if (platform != null) {
                platform.close();
                platform = null;
            }
        }

        @Override
        public void close() {
            try {
                stop();
            } finally {
                FileSystemUtils.deleteRecursively(folder.toFile());
            }
        }
    }
}
