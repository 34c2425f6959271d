package io.orderflow.axonserver.streams;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.axoniq.axonserver.grpc.event.Event;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way to a property of a JSON payload: {@code $.order.id}, or {@code order.id}. Immutable. */
record PropertyPath(List<String> names) {

    private static final Pattern FORM = Pattern.compile("(\\$\\.)?[^.$\\[\\]]+(\\.[^.$\\[\\]]+)*");

    /** @throws StreamRefused.Invalid where it is none */
    static PropertyPath parse(String path) {
        if (!FORM.matcher(path).matches()) {
            throw new StreamRefused.Invalid("\"" + path + "\" is no path of a property, such as $.order.id");
        }
        return new PropertyPath(List.of(path.replaceFirst("^\\$\\.", "").split("\\.")));
    }

    /** The payload of an event, which is null to all paths where it is not JSON. */
    static Payload payload(Event event) {
        try {
            return new Payload(JsonParser.parseString(event.getPayload().getData().toStringUtf8()));
        } catch (JsonParseException | StackOverflowError e) {
            return new Payload(JsonNull.INSTANCE);
        }
    }

    /** What paths lead into. */
    record Payload(JsonElement root) {

        /** What is at a path, as text; null where there is nothing, or null. */
        @Nullable
        String at(PropertyPath path) {
            JsonElement current = root;
            for (String name : path.names) {
                if (!current.isJsonObject() || !current.getAsJsonObject().has(name)) {
                    return null;
                }
                current = current.getAsJsonObject().get(name);
            }
            if (current.isJsonNull()) {
                return null;
            }
            return current.isJsonPrimitive() ? current.getAsString() : current.toString();
        }
    }
}
