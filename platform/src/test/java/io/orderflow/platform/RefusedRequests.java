package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.fuzz.Description;
import io.orderflow.platform.fuzz.Fuzz;
import io.orderflow.platform.fuzz.RawHttp;
import io.orderflow.platform.fuzz.Reply;
import io.orderflow.platform.fuzz.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests such as {@link BadInputIT} sends, from whoever has no token that counts.
 *
 * @param ids identifiers of what is there, by the names of the variables in the paths
 */
record RefusedRequests(Api anybody, int port, Map<String, String> ids) {

    private static final int REQUESTS_A_ROUTE = Integer.getInteger("fuzz.requests", 70) / 7;
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    /** Sends them with each of these tokens in turn and without any, and answers the traces of the requests. */
    Set<String> sendWithout(List<String> forged) throws Exception {
        List<String> tokens = new ArrayList<>(forged);
        tokens.add("");
        Description description = new Description(anybody.get("/v3/api-docs").expect(200));
        Fuzz fuzz = new Fuzz(description, ids, SEED);
        RawHttp http = new RawHttp(port);
        Set<String> traces = new HashSet<>();
        for (int number = 0; number < REQUESTS_A_ROUTE * description.routes().size(); number++) {
            Request request = fuzz.next(number);
            String token = tokens.get(number % tokens.size());
            if (!token.isEmpty()) {
                request.headers().put("Authorization", "Bearer " + token);
            }
            Reply reply = http.send(request);
            assertThat(reply.status()).as("%s, seed %d", request, SEED).isBetween(400, 499);
            assertThat(reply.body()).as(request.toString()).doesNotContain("Exception", "\tat ");
            traces.add(request.trace());
        }
        return traces;
    }
}
