package io.orderflow.axonserver.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a server answers to those who ask whether it is well. */
record Health(HttpClient client, HttpRequest request) {

    Health(int port) {
        this(HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health")).build());
    }

    private HttpResponse<String> answer() throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    int status() throws IOException, InterruptedException {
        return answer().statusCode();
    }

    String body() throws IOException, InterruptedException {
        return answer().body();
    }
}
