package io.orderflow.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One interaction as a consumer expects it: an example of what the provider gives, of an answer over HTTP or of a
 * message. Every field of the example must be in what is really given, with the same type of value; the provider may
 * give more. Immutable.
 */
public final class Expectation {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final Path file;
    private final JsonNode content;

    private Expectation(Path file, JsonNode content) {
        this.file = file;
        this.content = content;
    }

    /** @throws AssertionError where the file does not name the consumer and the provider whose it is */
    static Expectation read(Path file) {
        Expectation read = new Expectation(file, JSON.readTree(file));
        Path provider = file.toAbsolutePath().getParent();
        String consumer = provider.getParent().getParent().getParent().getParent().getFileName().toString();
        if (!read.consumer().equals(consumer) || !read.metadata("provider").equals(provider.getFileName().toString())) {
            throw new AssertionError(file + " lies with another consumer or provider than its metadata name");
        }
        return read;
    }

    public String consumer() {
        return metadata("consumer");
    }

    /** What must be there at the provider for the interaction; null where it needs nothing. */
    public @Nullable String state() {
        return content.at("/metadata/state").asStringOpt().orElse(null);
    }

    public String method() {
        return content.at("/request/method").asString();
    }

    /**
     * What the request sends as JSON; missing where it sends nothing. A consumer that sends many of one form has a pattern
     * in the file, and one of them in {@code sends}. A value that the provider must not know yet is {@code {new}} there.
     */
    public JsonNode body() {
        JsonNode sample = content.at("/metadata/sends/body");
        return sample.isMissingNode()
                ? content.at("/request/bodyPatterns/0/equalToJson")
                : JSON.readTree(sample.toString().replace("{new}", UUID.randomUUID().toString()));
    }

    /** The headers of the request; one that may have any value has a new one each time, as keys of requests have. */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        content.at("/request/headers").properties().forEach(header -> headers.put(header.getKey(),
                header.getValue().path("equalTo").asStringOpt().orElseGet(() -> UUID.randomUUID().toString())));
        return headers;
    }

    /** The example of a message. */
    public JsonNode message() {
        return content.path("message");
    }

    /** The path and the query of the request, of an interaction over HTTP; empty for a message. */
    public String target() {
        return content.at("/metadata/sends/url").asStringOpt().orElse(content.at("/request/url").asString(""));
    }

    /** Whether the answer is JSON, and no text such as a stream of events or metrics. */
    public boolean isOfJson() {
        return content.at("/response/body").isMissingNode();
    }

    /**
     * What the provider's answer to the request lacks, each in a sentence with the consumer, the file and the field;
     * nothing where it is enough.
     *
     * @param provider the address of the provider
     */
    public List<String> unmetBy(URI provider) throws IOException, InterruptedException {
        return unmetBy(provider, Map.of());
    }

    /**
     * As {@link #unmetBy(URI)}, where the provider makes ids itself, so that the file cannot know them.
     *
     * @param ids the ids of the file, and those that the provider has made instead
     */
    public List<String> unmetBy(URI provider, Map<String, String> ids) throws IOException, InterruptedException {
        HttpRequest.Builder asked = HttpRequest.newBuilder(provider.resolve(named(target(), ids)))
                .timeout(LIMIT)
                .method(method(), body().isMissingNode()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body().toString()));
        headers().forEach(asked::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(asked.build(), BodyHandlers.ofInputStream());
            List<String> unmet = new ArrayList<>(unmetBy(answer));
            content.at("/response/headers").propertyNames().stream()
                    .filter(header -> answer.headers().firstValue(header).isEmpty())
                    .forEach(header -> unmet.add(sentence("the header " + header + " is gone")));
            return unmet;
        }
    }

    private static String named(String target, Map<String, String> ids) {
        String named = target;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            named = named.replace('/' + id.getKey(), '/' + id.getValue());
        }
        return named;
    }

    private List<String> unmetBy(HttpResponse<InputStream> answer) throws IOException, InterruptedException {
        try (InputStream body = answer.body()) {
            if (isOfJson()) {
                return unmet(answer.statusCode(), parsed(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
            }
            List<String> wrongStatus = unmet(answer.statusCode());
            if (!wrongStatus.isEmpty()) {
                return wrongStatus;
            }
            String example = content.at("/response/body").asString();
            List<String> differences = answer.headers().firstValue("Content-Type").orElse("")
                    .startsWith(StreamedEvent.MEDIA_TYPE)
                            ? StreamedEvent.first(example).missingIn(body, LIMIT, pointers("exact"))
                            : MetricNames.of(example).missingIn(MetricNames.of(new String(body.readAllBytes(),
                                    StandardCharsets.UTF_8)));
            return differences.stream().map(this::sentence).toList();
        }
    }

    /** The answer; missing where it is no JSON. */
    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return JSON.missingNode();
        }
    }

    /** The interaction as a stub of WireMock, which is what the file is. */
    String stub() {
        return content.toString();
    }

    /** What the provider's answer lacks, in such sentences. */
    public List<String> unmet(int status, JsonNode body) {
        List<String> wrongStatus = unmet(status);
        // What is answered without a body, or with one that the consumer does not read, has no example.
        return wrongStatus.isEmpty() && content.path("response").has("jsonBody")
                ? compared(content.at("/response/jsonBody"), body)
                : wrongStatus;
    }

    private List<String> unmet(int status) {
        int expected = content.at("/response/status").asInt(OK);
        return status == expected
                ? List.of()
                : List.of(sentence("the status is " + status + " now, it was " + expected));
    }

    /** What the message lacks, in such sentences. */
    public List<String> unmet(JsonNode message) {
        return compared(message(), message);
    }

    private List<String> compared(JsonNode example, JsonNode actual) {
        if (example.isMissingNode()) {
            throw new AssertionError(file + " has no example of what it expects");
        }
        return Difference.between(example, actual, pointers("exact"), pointers("mayBeEmpty")).stream()
                .map(this::sentence)
                .toList();
    }

    private Set<String> pointers(String name) {
        return content.path("metadata").path(name).valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    private String sentence(String difference) {
        return metadata("consumer") + " reads " + metadata("provider") + '/' + file.getFileName() + ": " + difference;
    }

    private String metadata(String name) {
        return content.path("metadata").path(name).asString("");
    }

    /** Names the consumer and the interaction, for the reports of tests. */
    @Override
    public String toString() {
        return consumer() + ", " + file.getFileName();
    }
}
