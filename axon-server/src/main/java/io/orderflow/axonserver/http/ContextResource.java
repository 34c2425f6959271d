package io.orderflow.axonserver.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.orderflow.axonserver.context.Context;
import io.orderflow.axonserver.context.Contexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contexts of the server: seen, made and deleted. */
record ContextResource(Contexts contexts, String nodeName, boolean developmentMode) {

    /** What clients connect to that only administer. Test helpers wait until a server has it. */
    private static final String ADMIN_CONTEXT = "_admin";

    void addTo(Routes routes) {
        routes.add("GET", "/v1/public/context", request -> Answer.ok(all()))
                .add("GET", "/v1/context", request -> Answer.ok(all()))
                // What the connector's test suite waits with until a context is there, or gone.
                .add("GET", "/internal/raft/contexts", request -> Answer.ok(all()))
                .add("POST", "/v1/context", this::create)
                .add("DELETE", "/v1/context/{name}", this::delete)
                .add("GET", "/v1/context/{name}",
                        request -> Answer.ok(view(contexts.require(request.variable("name")))))
                // A cluster is made by these; this server is complete from the start.
                .add("POST", "/v1/context/init", request -> Answer.accepted())
                .add("POST", "/v2/cluster/init", ContextResource::initialize);
    }

    private List<View> all() {
        return Stream.concat(Stream.of(new View(ADMIN_CONTEXT, nodeName, Map.of())),
                contexts.all().stream().map(this::view)).toList();
    }

    private View view(Context context) {
        return new View(context.name(), nodeName, context.metadata());
    }

    private Answer create(Request request) {
        JsonObject body = request.json();
        requireNoDynamicBoundaries(String.valueOf(body.get("dcbContext")));
        contexts.create(text(body.get("context"), "context"), metadata(body.get("metaData")));
        return Answer.accepted();
    }

    private Answer delete(Request request) {
        String name = request.variable("name");
        boolean keepEvents = Boolean.parseBoolean(request.parameter("preserveEventStore", ""));
        if (developmentMode) {
            contexts.deleteAny(name, keepEvents);
        } else {
            contexts.delete(name, keepEvents);
        }
        return Answer.accepted();
    }

    private static Answer initialize(Request request) {
        requireNoDynamicBoundaries(request.parameter("dcb", ""));
        return Answer.accepted();
    }

    private static void requireNoDynamicBoundaries(String wanted) {
        if (Boolean.parseBoolean(wanted)) {
            throw HttpProblem.badRequest("This server has no contexts with dynamic consistency boundaries");
        }
    }

    private static Map<String, String> metadata(@Nullable JsonElement element) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (element != null && !element.isJsonNull()) {
            if (!element.isJsonObject()) {
                throw HttpProblem.badRequest("The field 'metaData' is not an object");
            }
            element.getAsJsonObject().entrySet()
                    .forEach(entry -> metadata.put(entry.getKey(), text(entry.getValue(), "metaData")));
        }
        return metadata;
    }

    private static String text(@Nullable JsonElement element, String field) {
        if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw HttpProblem.badRequest("The field '" + field + "' is missing, or holds no text");
        }
        return element.getAsString();
    }

    /** A context as the vendor's server shows it: here every context is led by the one node that there is. */
    private record View(String context, String replicationGroup, Map<String, String> metaData, boolean changePending,
            long pendingSince, String leader, List<Role> roles) {
        View(String context, String node, Map<String, String> metaData) {
            this(context, "default", metaData, false, 0, node, List.of(new Role("PRIMARY", node)));
        }
    }

    private record Role(String role, String node) {}
}
