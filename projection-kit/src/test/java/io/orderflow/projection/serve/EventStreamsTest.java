package io.orderflow.projection.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.service.access.Scope;
import io.orderflow.service.access.VerifiedToken;
import io.orderflow.service.message.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** A stream without events, which by itself would not end. */
@Timeout(20)
class EventStreamsTest {

    private static final UpdateProperties LIMITS = new UpdateProperties(1, 1, 1, 1, Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    private static final String END = "event: end\ndata: {\"reason\":\"The token has expired\"}";

    private final EventStreams streams = new EventStreams(LIMITS, new JsonMapper());

    private String streamed(Instant expiresAt, Instant countsUntil) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setUserPrincipal(new VerifiedToken(new Caller("ada", null), Set.of(Scope.ORDERS_READ), Instant.MIN,
                expiresAt, countsUntil));
        MockHttpServletResponse response = new MockHttpServletResponse();
        BlockingQueue<ServerSentEvent> events = new LinkedBlockingQueue<>();
        streams.open(request, response, () -> limit -> events.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
        return response.getContentAsString();
    }

    @Test
    void endsWhenTheTokenExpires() throws Exception {
        Instant soon = Instant.now().plusMillis(300);

        assertThat(streamed(soon, soon.plusSeconds(60))).contains(END);

        assertThat(Instant.now()).isBetween(soon, soon.plusSeconds(10));
    }

    @Test
    void lastsForATokenThatHasExpiredUntilItDoesNotCountAnyMore() throws Exception {
        Instant soon = Instant.now().plusMillis(300);

        assertThat(streamed(soon.minusSeconds(60), soon)).contains(END);

        assertThat(Instant.now()).isAfterOrEqualTo(soon);
    }
}
