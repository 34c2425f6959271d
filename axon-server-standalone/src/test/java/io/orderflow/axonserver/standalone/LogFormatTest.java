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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server's settings of the log make of a line, in a terminal and in a container. */
class LogFormatTest {

    private final LoggerContext logs = new LoggerContext();

    @AfterEach
    void stop() {
        logs.stop();
    }

    private String line(@Nullable String format) throws JoranException {
        logs.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logs);
        configurator.doConfigure(
                Objects.requireNonNull(getClass().getResource('/' + AxonServerApplication.loggingAs(format))));
        Logger logger = logs.getLogger("io.orderflow.axonserver.store.rocksdb.Disk");
        ILoggingEvent event = new LoggingEvent(getClass().getName(), logger, Level.WARN, "The disk is \"full\"",
                new IllegalStateException("No space left"), new Object[0]);
        ConsoleAppender<ILoggingEvent> stderr = (ConsoleAppender<ILoggingEvent>) logs.getLogger("ROOT")
                .getAppender("stderr");
        return new String(stderr.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void isALineForPeopleWhereNothingElseIsKnown() throws JoranException {
        assertThat(line(null)).contains(" WARN  Disk The disk is \"full\"");
        assertThat(line("logstash")).contains(" WARN  Disk The disk is \"full\"");
    }

    @Test
    void isOneObjectOfTheElasticCommonSchemaWhereThatIsAskedFor() throws JoranException {
        String line = line("ecs");
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();

        assertThat(line.strip()).doesNotContain("\n");
        assertThat(json.get("message").getAsString()).isEqualTo("The disk is \"full\"");
        assertThat(json.get("log.level").getAsString()).isEqualTo("WARN");
        assertThat(json.get("service.name").getAsString()).isEqualTo("axon-server");
        assertThat(json.get("error.stack_trace").getAsString()).contains("No space left");
    }
}
