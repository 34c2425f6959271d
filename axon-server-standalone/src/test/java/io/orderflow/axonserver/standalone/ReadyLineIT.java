package io.orderflow.axonserver.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the server's process says when it is ready. */
@Timeout(180)
class ReadyLineIT {

    @Test
    void isALineForPeople(@TempDir Path data) throws IOException {
        try (ServerProcess server = ServerProcess.start(data)) {
            assertThat(server.readyLine()).startsWith("axon-server ready on 127.0.0.1:" + server.port());
        }
    }

    @Test
    void isJsonWhereTheLogIs(@TempDir Path data) throws IOException {
        try (ServerProcess server = ServerProcess.start(data, Map.of("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs"))) {
            JsonObject line = JsonParser.parseString(server.readyLine()).getAsJsonObject();

            assertThat(line.get("message").getAsString())
                    .startsWith("axon-server ready on 127.0.0.1:" + server.port());
            assertThat(line.get("log.level").getAsString()).isEqualTo("INFO");
            assertThat(line.get("service.name").getAsString()).isEqualTo("axon-server");
        }
    }
}
