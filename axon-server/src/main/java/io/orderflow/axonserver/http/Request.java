package io.orderflow.axonserver.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
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

    private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();

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
        try {
            JsonObject object = STRICT.fromJson(new String(body, StandardCharsets.UTF_8), JsonObject.class);
            if (object == null) {
                throw HttpProblem.badRequest("The body is missing: it should be a JSON object");
            }
            return object;
        } catch (JsonParseException | ClassCastException e) {
            throw HttpProblem.badRequest("The body is not a JSON object");
        }
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
