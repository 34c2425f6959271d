package io.orderflow.axonserver.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server's settings of the log make of a line, in a terminal and in a container. */
class LogFormatTest {

    private static final String FORMAT = "LOGGING_STRUCTURED_FORMAT_CONSOLE";

    private final LoggerContext logs = new LoggerContext();

    @AfterEach
    void stop() {
        System.clearProperty(FORMAT);
        logs.stop();
    }

    private String line() throws JoranException {
        logs.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logs);
        configurator.doConfigure(Objects.requireNonNull(AxonServerApplication.class.getResource("logback.xml")));
        Logger logger = logs.getLogger("io.orderflow.axonserver.store.rocksdb.Disk");
        ILoggingEvent event = new LoggingEvent(getClass().getName(), logger, Level.WARN, "The disk is \"full\"",
                new IllegalStateException("No space left"), new Object[0]);
        ConsoleAppender<ILoggingEvent> stderr = (ConsoleAppender<ILoggingEvent>) logs.getLogger("ROOT")
                .getAppender("stderr");
        return new String(stderr.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void isALineForPeople() throws JoranException {
        assertThat(line()).contains(" WARN  Disk The disk is \"full\"");
    }

    @Test
    void isOneObjectOfTheElasticCommonSchemaWhereThatIsAskedFor() throws JoranException {
        System.setProperty(FORMAT, "ecs");

        String line = line();
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();

        assertThat(line.strip()).doesNotContain("\n");
        assertThat(json.get("message").getAsString()).isEqualTo("The disk is \"full\"");
        assertThat(json.get("log.level").getAsString()).isEqualTo("WARN");
        assertThat(json.get("service.name").getAsString()).isEqualTo("axon-server");
        assertThat(json.get("error.stack_trace").getAsString()).contains("No space left");
    }
}
