package io.orderflow.axonserver.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A caller of the HTTP side. */
record Http(HttpClient client, String base) {

    static Http of(int port) {
        return new Http(HttpClient.newHttpClient(), "http://127.0.0.1:" + port);
    }

    Reply call(String method, String path, String... headers) {
        return send(method, path, "", headers);
    }

    Reply get(String path) {
        return call("GET", path);
    }

    Reply send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).method(method,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Reply(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("No answer came", e);
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted", e);
        }
    }

    /** What came back. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonElement json() {
            return JsonParser.parseString(response.body());
        }

        String message() {
            return json().getAsJsonObject().get("message").getAsString();
        }
    }
}
