package io.orderflow.benchmarks.server;

import io.orderflow.benchmarks.Suite;
import java.util.ArrayList;
import java.util.List;

/** The suites of the server: one for each kind of load in process, and one over TCP. */
public final class ServerSuites {

    static final String GROUP = "server";

    private ServerSuites() {}

    public static List<Suite> all() {
        List<Suite> suites = new ArrayList<>();
        for (TransportKind transport : TransportKind.values()) {
            suites.add(new ServerSuite("append", transport,
                    List.of(new Appends(1, 1), new Appends(1, 64), new Appends(10, 1), new Appends(10, 64))));
            suites.add(new ServerSuite("track", transport, List.of(new TrackingReads())));
            suites.add(new ServerSuite("load", transport,
                    List.of(new Loads(SampleEvents.SHORT_LIFE, false), new Loads(SampleEvents.SHORT_LIFE, true),
                            new Loads(SampleEvents.LONG_LIFE, false), new Loads(SampleEvents.LONG_LIFE, true))));
            suites.add(new ServerSuite("command", transport, List.of(new Commands(1), new Commands(64))));
            suites.add(new ServerSuite("query", transport, List.of(new Queries(1), new Queries(64))));
        }
        return suites;
    }
}
