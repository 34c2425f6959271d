package io.orderflow.axonserver.http;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A call.
 *
 * @param variables
 *            the parts of the path that the route leaves open, by name
 * @param parameters
 *            those of the query; of several with one name, the first
 */
record Request(Map<String, String> variables, Map<String, String> parameters, byte[] body) {

    private static final TypeAdapter<JsonElement> JSON = new Gson().getAdapter(JsonElement.class);

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    int intVariable(String name) {
        try {
            return Integer.parseInt(variable(name));
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("'" + variable(name) + "' is no number of a " + name);
        }
    }

    String parameter(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    String requiredParameter(String name) {
        String value = parameter(name, "");
        if (value.isEmpty()) {
            throw HttpProblem.badRequest("The parameter '" + name + "' is missing");
        }
        return value;
    }

    JsonObject json() {
        if (body.length == 0) {
            throw HttpProblem.badRequest("The body is missing: it should be a JSON object");
        }
        try {
            // A reader is strict in every version of Gson, which Gson itself is not.
            JsonReader reader = new JsonReader(new StringReader(new String(body, StandardCharsets.UTF_8)));
            JsonElement read = JSON.read(reader);
            if (read.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return read.getAsJsonObject();
            }
        } catch (JsonParseException | IOException e) {
            throw HttpProblem.badRequest("The body is not a JSON object");
        }
        throw HttpProblem.badRequest("The body is not a JSON object");
    }

    static Map<String, String> parametersOf(String rawQuery) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("'" + text + "' is not encoded as it should be");
        }
    }
}
