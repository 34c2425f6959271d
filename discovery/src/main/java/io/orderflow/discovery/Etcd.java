package io.orderflow.discovery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * What a registry needs of etcd, over the JSON form of its version 3 interface: keys that end with a lease. Thread-safe.
 *
 * <p>All methods throw a {@link org.springframework.web.client.RestClientException} where etcd does not answer.
 */
final class Etcd {

    private final RestClient http;

    Etcd(EtcdSettings settings) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(settings.timeout());
        this.http = RestClient.builder().baseUrl(settings.endpoint()).requestFactory(requests).build();
    }

    /** Makes a lease, and returns its name. */
    String lease(Duration timeToLive) {
        return call("/v3/lease/grant", Map.of("TTL", timeToLive.toSeconds())).path("ID").asString();
    }

    /** Prolongs a lease, and returns whether it still was one. */
    boolean prolong(String lease) {
        return call("/v3/lease/keepalive", Map.of("ID", lease)).path("result").path("TTL").asLong(0) > 0;
    }

    /** Ends a lease, and with it the keys that were put with it. */
    void end(String lease) {
        call("/v3/lease/revoke", Map.of("ID", lease));
    }

    void put(String key, String value, String lease) {
        call("/v3/kv/put", Map.of("key", coded(key), "value", coded(value), "lease", lease));
    }

    /** The values of all keys that begin so. */
    List<String> values(String prefix) {
        List<String> values = new ArrayList<>();
        for (JsonNode entry : call("/v3/kv/range", range(prefix)).path("kvs")) {
            values.add(decoded(entry.path("value")));
        }
        return values;
    }

    /** All keys that begin so. */
    List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        for (JsonNode entry : call("/v3/kv/range", range(prefix)).path("kvs")) {
            keys.add(decoded(entry.path("key")));
        }
        return keys;
    }

    /** A range ends before the first key that comes after all with the prefix. */
    private static Map<String, String> range(String prefix) {
        String end = prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1);
        return Map.of("key", coded(prefix), "range_end", coded(end));
    }

    private JsonNode call(String path, Map<String, ?> body) {
        JsonNode answer = http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .body(JsonNode.class);
        if (answer == null) {
            throw new IllegalStateException("etcd has answered " + path + " with nothing");
        }
        return answer;
    }

    private static String coded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(JsonNode coded) {
        return new String(Base64.getDecoder().decode(coded.asString()), StandardCharsets.UTF_8);
    }
}
