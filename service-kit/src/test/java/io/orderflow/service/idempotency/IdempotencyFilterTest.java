package io.orderflow.service.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.message.Origin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletOutputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

class IdempotencyFilterTest {

    private static final int REFUSED_FOR_NOW = 503;

    private final List<Class<?>> problems = new ArrayList<>();
    private final EventStore events = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine()).build();
    private final IdempotencyFilter filter = new IdempotencyFilter(new RequestLog(events),
            (request, response, handler, problem) -> {
                problems.add(problem.getClass());
                return new ModelAndView();
            });
    private int handled;
    private final FilterChain service = (request, response) -> {
        handled++;
        ((HttpServletResponse) response).setStatus(REFUSED_FOR_NOW);
        response.getOutputStream().write("later".getBytes(UTF_8));
    };

    @Test
    void takesARepeatThatComesWhileTheAnswerIsOnItsWay() throws Exception {
        MockHttpServletResponse repeated = new MockHttpServletResponse();
        MockHttpServletResponse first = new MockHttpServletResponse() {

            @Override
            public ServletOutputStream getOutputStream() {
                return new DelegatingServletOutputStream(super.getOutputStream()) {

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        super.write(bytes, offset, length);
                        send(repeated);
                    }
                };
            }
        };

        send(first);

        assertThat(problems).isEmpty();
        assertThat(handled).isEqualTo(2);
        assertThat(repeated.getStatus()).isEqualTo(REFUSED_FOR_NOW);
        assertThat(repeated.getContentAsString()).isEqualTo("later");
    }

    /** Releases before took the quotes for a part of the key. */
    @Test
    void givesTheAnswerAgainThatAnEarlierReleaseKeptUnderAKeyInQuotes() throws Exception {
        RequestKey asSent = new RequestKey(Origin.ANONYMOUS, "POST", "", "\"key\"");
        events.publish(new GenericDomainEventMessage<>(RequestLog.TYPE, asSent.stream(), 0,
                new RequestAnswered(CanonicalBody.hash("{}".getBytes(UTF_8)), 201, Map.of(), "done")));
        MockHttpServletResponse quoted = new MockHttpServletResponse();
        MockHttpServletResponse bare = new MockHttpServletResponse();

        send(quoted, "\"key\"");
        send(bare, "key");

        assertThat(quoted.getStatus()).isEqualTo(201);
        assertThat(quoted.getContentAsString()).isEqualTo("done");
        assertThat(quoted.getHeader(IdempotencyFilter.HIT_HEADER)).isEqualTo("true");
        assertThat(bare.getStatus()).isEqualTo(REFUSED_FOR_NOW);
    }

    private void send(MockHttpServletResponse response) {
        send(response, "key");
    }

    private void send(MockHttpServletResponse response, String key) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/orders");
        request.addHeader(IdempotencyFilter.KEY_HEADER, key);
        request.setContent("{}".getBytes(UTF_8));
        try {
            filter.doFilter(request, response, service);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
