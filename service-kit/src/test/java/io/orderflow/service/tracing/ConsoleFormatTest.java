package io.orderflow.service.tracing;

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
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What our settings of the log make of a line, in a terminal and in a container. */
class ConsoleFormatTest {

    private static final String FORMAT = "CONSOLE_LOG_STRUCTURED_FORMAT";

    private final LoggerContext logs = new LoggerContext();
    private final LogbackMDCAdapter fields = new LogbackMDCAdapter();

    @AfterEach
    void stop() {
        System.clearProperty(FORMAT);
        logs.stop();
    }

    private String line() throws JoranException {
        logs.setMDCAdapter(fields);
        logs.putObject(Environment.class.getName(),
                new MockEnvironment().withProperty("spring.application.name", "order-command"));
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logs);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback.xml")));
        Logger logger = logs.getLogger("io.orderflow.saga.StockRequests");
        fields.put("traceId", "0af7651916cd43dd8448eb211c80319c");
        fields.put("orderId", "o1");
        ILoggingEvent event = new LoggingEvent(getClass().getName(), logger, Level.WARN, "A product is left", null,
                new Object[0]);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) logs.getLogger("ROOT")
                .getAppender("console");
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void isALineForPeople() throws JoranException {
        assertThat(line()).endsWith("A product is left 0af7651916cd43dd8448eb211c80319c o1" + System.lineSeparator());
    }

    @Test
    void isOneObjectOfTheElasticCommonSchemaWhereThatIsAskedFor() throws JoranException {
        System.setProperty(FORMAT, "ecs");

        String line = line();
        JsonNode json = new JsonMapper().readTree(line);

        assertThat(line.strip()).doesNotContain("\n");
        assertThat(json.path("message").asString()).isEqualTo("A product is left");
        assertThat(json.path("service").path("name").asString()).isEqualTo("order-command");
        assertThat(json.path("traceId").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(json.path("orderId").asString()).isEqualTo("o1");
    }

    @ParameterizedTest
    @CsvSource({"logstash, message", "gelf, short_message", "LOGSTASH, message"})
    void isOneObjectOfAnyFormatThatSpringBootKnows(String format, String message) throws JoranException {
        System.setProperty(FORMAT, format);

        String line = line();
        JsonNode json = new JsonMapper().readTree(line);

        assertThat(line.strip()).doesNotContain("\n");
        assertThat(json.path(message).asString()).isEqualTo("A product is left");
        assertThat(json.toString()).contains("\"o1\"", "\"0af7651916cd43dd8448eb211c80319c\"");
    }

    @Test
    void isALineForPeopleWhereTheSettingIsEmpty() throws JoranException {
        System.setProperty(FORMAT, "");

        assertThat(line()).endsWith("A product is left 0af7651916cd43dd8448eb211c80319c o1" + System.lineSeparator());
    }
}
