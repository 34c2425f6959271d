package io.orderflow.contract;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.List;

/**
 * A provider that answers a consumer as the consumer expects it to, and everything else with 404. It is served from the
 * files by which the provider is verified.
 */
public final class ProviderStub implements AutoCloseable {

    private final WireMockServer server;

    private ProviderStub(WireMockServer server) {
        this.server = server;
    }

    /** Starts the provider on a free port of this machine. */
    public static ProviderStub start(String consumer, String provider) {
        return start(consumer, List.of(provider));
    }

    /** Starts all these providers behind one port, as behind an entrance; where two answer a request, the first does. */
    public static ProviderStub start(String consumer, List<String> providers) {
        // WireMock takes the last mapping that fits.
        return start(providers.reversed().stream()
                .flatMap(provider -> Expectations.of(provider).stream())
                .filter(expectation -> expectation.consumer().equals(consumer))
                .toList());
    }

    static ProviderStub start(List<Expectation> expectations) {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        expectations.forEach(expectation -> server.addStubMapping(StubMapping.buildFrom(expectation.stub())));
        server.start();
        return new ProviderStub(server);
    }

    public int port() {
        return server.port();
    }

    /** The requests that no example answers, so that the consumer expects more than it has written down. */
    public List<String> unexpected() {
        return server.findAllUnmatchedRequests().stream()
                .map(request -> request.getMethod() + " " + request.getUrl() + " " + request.getBodyAsString())
                .toList();
    }

    /**
     * The files by whose examples nothing was answered, so that they hold the provider to what nobody asks for. Where several
     * providers answer the same request, one answers for all.
     */
    public List<String> unused() {
        return server.getStubMappings().stream()
                .filter(mapping -> server.countRequestsMatching(mapping.getRequest()).getCount() == 0)
                .map(mapping -> mapping.getRequest().getMethod() + " " + mapping.getRequest().getUrlMatcher())
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }
}
