package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.FilterChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

/** Two writes and one read at once, and one more of each that waits. */
class AdmissionFilterTest {

    private static final int REFUSED = 503;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch work = new CountDownLatch(1);
    private final AtomicInteger working = new AtomicInteger();
    private final FilterChain busy = (request, response) -> {
        working.incrementAndGet();
        await().atMost(LONG).until(() -> work.getCount() == 0);
        working.decrementAndGet();
    };

    @AfterEach
    void end() {
        work.countDown();
        clients.close();
    }

    @Test
    void refusesWhoWouldHaveToWaitBehindTooMany() throws Exception {
        // given
        AdmissionFilter filter = filter(LONG);
        List<Future<Integer>> sent = new ArrayList<>();

        // when
        await().atMost(LONG).until(() -> {
            sent.add(send(filter, "POST", "/orders", busy));
            return sent.stream().anyMatch(Future::isDone);
        });
        await().atMost(LONG).until(() -> sent.stream().filter(one -> !one.isDone()).count() == 3);

        // then
        assertThat(sent).filteredOn(Future::isDone).allMatch(one -> one.resultNow() == REFUSED);
        work.countDown();
        await().atMost(LONG).until(() -> sent.stream().allMatch(Future::isDone));
        assertThat(sent).filteredOn(one -> one.resultNow() == 200).hasSize(3);
    }

    @Test
    void refusesWhoHasWaitedLongEnough() throws Exception {
        AdmissionFilter filter = filter(Duration.ofMillis(10));
        send(filter, "GET", "/orders/o1", busy);
        await().atMost(LONG).until(() -> working.get() == 1);

        assertThat(send(filter, "GET", "/orders/o2", busy).get()).isEqualTo(REFUSED);
    }

    @Test
    void keepsReadsFreeOfWrites() throws Exception {
        AdmissionFilter filter = filter(LONG);
        send(filter, "POST", "/orders", busy);
        send(filter, "PUT", "/products/p/price", busy);
        await().atMost(LONG).until(() -> working.get() == 2);

        assertThat(send(filter, "GET", "/orders/o1", (request, response) -> {}).get()).isEqualTo(200);
    }

    @Test
    void alwaysAdmitsOperators() throws Exception {
        AdmissionFilter filter = filter(Duration.ZERO);
        send(filter, "GET", "/orders/o1", busy);
        await().atMost(LONG).until(() -> working.get() == 1);

        assertThat(send(filter, "GET", "/actuator/health", (request, response) -> {}).get()).isEqualTo(200);
    }

    @Test
    void givesThePlacesOfThoseWhoOnlyWaitToOthers() throws Exception {
        AdmissionFilter filter = filter(LONG);
        Future<Integer> waiting = send(filter, "GET", "/orders/o1/updates", (request, response) -> Admission
                .aside((MockHttpServletRequest) request, () -> {
                    working.incrementAndGet();
                    await().atMost(LONG).until(() -> work.getCount() == 0);
                }));
        await().atMost(LONG).until(() -> working.get() == 1);

        assertThat(send(filter, "GET", "/orders/o2", (request, response) -> {}).get()).isEqualTo(200);
        work.countDown();
        assertThat(waiting.get()).isEqualTo(200);
        assertThat(send(filter, "GET", "/orders/o2", (request, response) -> {}).get()).isEqualTo(200);
    }

    private Future<Integer> send(AdmissionFilter filter, String method, String path, FilterChain chain) {
        return clients.submit(() -> {
            MockHttpServletResponse response = new MockHttpServletResponse();
            filter.doFilter(new MockHttpServletRequest(method, path), response, chain);
            return response.getStatus();
        });
    }

    private static AdmissionFilter filter(Duration patience) {
        return new AdmissionFilter(new Admission(new AdmissionProperties(2, 1, 1, patience)),
                (request, response, handler, problem) -> {
                    assertThat(problem).isInstanceOf(Overloaded.class);
                    response.setStatus(REFUSED);
                    return new ModelAndView();
                });
    }
}
