package io.orderflow.console.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A request of the HTTP interface.
 *
 * @param path the path with its variables filled in and encoded
 * @param body what is sent as JSON; absent where nothing is
 */
public record ApiRequest(HttpMethod method, String path, Map<String, String> query, @Nullable Object body) {

    /** @param variables the values of the path's variables, in their order */
    public static ApiRequest get(String path, Object... variables) {
        return of(HttpMethod.GET, path, variables);
    }

    public static ApiRequest post(String path, Object... variables) {
        return of(HttpMethod.POST, path, variables);
    }

    public static ApiRequest put(String path, Object... variables) {
        return of(HttpMethod.PUT, path, variables);
    }

    public static ApiRequest delete(String path, Object... variables) {
        return of(HttpMethod.DELETE, path, variables);
    }

    private static ApiRequest of(HttpMethod method, String path, Object... variables) {
        String encoded = UriComponentsBuilder.fromPath(path).encode().buildAndExpand(variables).toUriString();
        return new ApiRequest(method, encoded, Map.of(), null);
    }

    /** The request with a parameter of its query; without it where the value is null or blank. */
    public ApiRequest with(String name, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            return this;
        }
        Map<String, String> further = new LinkedHashMap<>(query);
        further.put(name, value.toString().strip());
        return new ApiRequest(method, path, further, body);
    }

    /** The request with what is sent as JSON: a record, a map or a list. */
    public ApiRequest body(Object json) {
        return new ApiRequest(method, path, query, json);
    }

    /** The path and the query, as they stand in a URL. */
    public String target() {
        if (query.isEmpty()) {
            return path;
        }
        List<String> parameters = new ArrayList<>();
        query.forEach((name, value) -> parameters.add(name + "=" + UriUtils.encode(value, "UTF-8")));
        return path + "?" + String.join("&", parameters);
    }
}
