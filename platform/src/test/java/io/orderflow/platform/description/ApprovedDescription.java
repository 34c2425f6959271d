package io.orderflow.platform.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.ConsoleRender;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A description that is committed in the folder {@code api}. A process must describe itself as it says. With {@code
 * -Dapprove=true} a change is written to the file, but not one that breaks clients: such a change belongs into a new
 * version of the interface. {@code -Dapprove=breaking} writes it nevertheless.
 */
public final class ApprovedDescription {

    private static final Path FOLDER = Path.of("..", "api");
    private static final String APPROVE = System.getProperty("approve", "");
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;

    private ApprovedDescription(Path file) {
        this.file = file;
    }

    public static ApprovedDescription of(String name) {
        return new ApprovedDescription(FOLDER.resolve(name + ".json"));
    }

    /** The description; an empty one where none is committed yet. */
    public JsonNode read() {
        try {
            return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails where the process describes itself otherwise, and says whether the difference breaks clients. */
    public void hold(JsonNode described) throws IOException {
        String now = JSON.writeValueAsString(withoutAddresses(described)) + "\n";
        if (Files.exists(file) && !APPROVE.equals("breaking")) {
            assertThat(breaking(Files.readString(file), now)).as("changes of %s that break clients", file).isEmpty();
        }
        if (!APPROVE.isEmpty()) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, now);
        }
        assertThat(read()).as("%s is out of date: run this test with -Dapprove=true, and read it", file)
                .isEqualTo(JSON.readTree(now));
    }

    /** The addresses of a process and of its issuer differ from start to start. */
    private static JsonNode withoutAddresses(JsonNode described) {
        ObjectNode plain = (ObjectNode) described.deepCopy();
        plain.remove("servers");
        plain.path("components").path("securitySchemes").forEach(scheme -> {
            if (scheme.has("openIdConnectUrl")) {
                ((ObjectNode) scheme).put("openIdConnectUrl",
                        "https://issuer.example/.well-known/openid-configuration");
            }
        });
        return plain;
    }

    /** The differences, for people; empty where no client minds them. */
    static String breaking(String before, String now) throws IOException {
        ChangedOpenApi changes = OpenApiCompare.fromSpecifications(Json.mapper().readValue(before, OpenAPI.class),
                Json.mapper().readValue(now, OpenAPI.class));
        List<String> gone = gone(JSON.readTree(before), JSON.readTree(now));
        if (changes.isCompatible()) {
            return String.join("\n", gone);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new ConsoleRender().render(changes, new OutputStreamWriter(text, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8) + gone;
    }

    /** The library minds only the fields that every answer has. */
    private static List<String> gone(JsonNode before, JsonNode now) {
        JsonNode schemas = now.path("components").path("schemas");
        return before.path("components")
                .path("schemas")
                .properties()
                .stream()
                .filter(schema -> schemas.has(schema.getKey()))
                .flatMap(schema -> schema.getValue()
                        .path("properties")
                        .propertyNames()
                        .stream()
                        .filter(field -> !schemas.path(schema.getKey()).path("properties").has(field))
                        .map(field -> schema.getKey() + "." + field + " is gone"))
                .toList();
    }
}
