package io.orderflow.service.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds answers to the committed descriptions: status, headers, media type and body of an answer must be among those
 * that its route is described with. What no description has, such as a page, health or a path without a route, is let
 * pass, and so is everything while a new description is approved. Thread-safe.
 */
public final class DescribedAnswers {

    /** What any server of ours may send with any answer, be it an answer of the platform's or not. */
    private static final Set<String> OF_HTTP = Set.of("connection", "content-length", "content-type", "date",
            "keep-alive", "transfer-encoding", "vary", "cache-control", "allow", "content-disposition");
    /** What browsers are told with every answer. */
    private static final Set<String> OF_BROWSERS = Set.of("content-security-policy", "referrer-policy",
            "x-content-type-options", "x-frame-options", "x-accel-buffering", "access-control-allow-origin",
            "access-control-expose-headers");
    private static final boolean IS_BEING_APPROVED = !System.getProperty("approve", "").isEmpty();
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<DescribedAnswers> COMMITTED = List.of(new DescribedAnswers("orderflow"),
            new DescribedAnswers("notification"), new DescribedAnswers("gateway"));
    /** A service, which took too long, does not know of it. */
    private static final int OF_GATEWAY_ALONE = 504;

    private final JsonNode document;
    private final Schemas schemas;
    private final Map<PathPattern, String> paths = new TreeMap<>(Comparator.naturalOrder());

    private DescribedAnswers(String name) {
        document = read(Path.of("..", "api", name + ".json"));
        schemas = new Schemas(document);
        document.path("paths").propertyNames().forEach(
                path -> paths.put(PathPatternParser.defaultInstance.parse(path), path));
    }

    /** Fails where the answer is not as described. */
    public static void hold(HttpResponse<String> answer) {
        hold(answer.request().method(), answer.uri().getRawPath(), answer.statusCode(), answer.headers().map(),
                answer.body());
    }

    /** As {@link #hold(HttpResponse)}, and returns the answer. */
    public static HttpResponse<String> held(HttpResponse<String> answer) {
        hold(answer);
        return answer;
    }

    /** As {@link #hold(HttpResponse)}, of a stream, whose events are not looked at. */
    public static <T> HttpResponse<T> heldStream(HttpResponse<T> answer) {
        hold(answer.request().method(), answer.uri().getRawPath(), answer.statusCode(), answer.headers().map(), "");
        return answer;
    }

    /** As {@link #hold(HttpResponse)}, for a client of Spring's that is told to show its answers. */
    public static void hold(EntityExchangeResult<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.getResponseHeaders().forEach(headers::put);
        hold(answer.getMethod().name(), answer.getUrl().getRawPath(), answer.getStatus().value(), headers,
                new String(answer.getResponseBodyContent(), StandardCharsets.UTF_8));
    }

    /** As {@link #hold(HttpResponse)}, of what the gateway answers by itself; what it passes on is let pass here too. */
    public static HttpResponse<String> heldOfGateway(HttpResponse<String> answer) {
        if (COMMITTED.getLast().routeOf(answer.uri().getRawPath()).isPresent()) {
            hold(answer);
        }
        return answer;
    }

    /** Fails where the answer is not as described. A body of a stream, which has no end, is given as an empty one. */
    public static void hold(String method, String path, int status, Map<String, List<String>> headers, String body) {
        if (IS_BEING_APPROVED) {
            return;
        }
        // The gateway has the whole interface of each service below such a path.
        String known = path.replaceFirst("^/services/[a-z-]+(?=/)", "");
        // The gateway answers some routes by itself, and any of them with its limits.
        boolean gatewayFirst = isFromGateway(headers) && known.equals(path);
        for (DescribedAnswers description : gatewayFirst ? COMMITTED.reversed() : COMMITTED) {
            Optional<String> route = description.routeOf(known);
            if (route.isPresent()) {
                List<String> faults = description.faultsOf(method, route.get(), status, headers, body);
                assertThat(faults).as("what %s %s answered, %d with %s and %s, against its description", method, path,
                        status, headers, body).isEmpty();
                return;
            }
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFromGateway(Map<String, List<String>> headers) {
        return headers.keySet().stream().anyMatch("RateLimit"::equalsIgnoreCase);
    }

    private Optional<String> routeOf(String path) {
        try {
            PathContainer read = PathContainer.parsePath(path);
            return paths.entrySet()
                    .stream()
                    .filter(route -> route.getKey().matches(read))
                    .map(Map.Entry::getValue)
                    .findFirst();
        } catch (IllegalArgumentException undecodable) {
            return Optional.empty();
        }
    }

    private List<String> faultsOf(String method, String route, int status, Map<String, List<String>> headers,
            String body) {
        boolean isHead = method.equals("HEAD");
        JsonNode operation = document.path("paths").path(route).path(isHead ? "get" : method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            return List.of();
        }
        JsonNode described = resolve(operation.path("responses").path(Integer.toString(status)));
        if (status == OF_GATEWAY_ALONE && isFromGateway(headers)) {
            described = document.at("/components/responses/Problem" + status);
        }
        if (described.isMissingNode()) {
            return List.of("the status is not described");
        }
        List<String> faults = new ArrayList<>();
        Map<String, String> sent = headers.entrySet()
                .stream()
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> String.join(", ", header.getValue())));
        checkHeaders(described.path("headers"), sent, faults);
        if (!isHead) {
            checkBody(described.path("content"), sent.get("content-type"), body, status, faults);
        }
        return faults;
    }

    private void checkHeaders(JsonNode described, Map<String, String> sent, List<String> faults) {
        Map<String, JsonNode> known = new TreeMap<>();
        described.properties()
                .forEach(header -> known.put(header.getKey().toLowerCase(Locale.ROOT), resolve(header.getValue())));
        sent.forEach((name, value) -> {
            if (known.containsKey(name)) {
                schemas.faultsOf(known.get(name).path("schema"), value)
                        .forEach(fault -> faults.add(name + ": " + fault));
            } else if (!OF_HTTP.contains(name) && !OF_BROWSERS.contains(name)) {
                faults.add("the header " + name + " is not described");
            }
        });
        known.forEach((name, header) -> {
            if (header.path("required").asBoolean(false) && !sent.containsKey(name)) {
                faults.add("the header " + name + " is missing");
            }
        });
    }

    private void checkBody(JsonNode described, @Nullable String type, String body, int status,
            List<String> faults) {
        if (type == null) {
            // What is accepted may be told to a client that would rather not wait, before there is a body.
            if (!body.isEmpty() || !described.isMissingNode() && status != 202) {
                faults.add("it has no media type");
            }
            return;
        }
        String plain = type.replaceFirst(" *;.*", "");
        JsonNode content = described.path(plain);
        if (content.isMissingNode()) {
            faults.add("the media type " + type + " is not described");
        } else if (plain.endsWith("json")) {
            try {
                faults.addAll(schemas.faultsOf(content.path("schema"), JSON.readTree(body)));
            } catch (JacksonException unreadable) {
                faults.add("it is no JSON");
            }
        }
    }

    private JsonNode resolve(JsonNode described) {
        String reference = described.path("$ref").asString("");
        return reference.isEmpty() ? described : document.at(reference.substring(1));
    }
}
