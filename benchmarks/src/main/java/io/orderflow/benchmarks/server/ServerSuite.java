package io.orderflow.benchmarks.server;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One kind of load over one transport, on a small store, on a large store and on the idle server. The rounds of the
 * three take turns, so that other load of the machine affects all of them.
 */
final class ServerSuite implements Suite {

    private final String family;
    private final TransportKind transport;
    private final List<Workload> workloads;

    ServerSuite(String family, TransportKind transport, List<Workload> workloads) {
        this.family = family;
        this.transport = transport;
        this.workloads = workloads;
    }

    @Override
    public String name() {
        return family + '.' + transport.title();
    }

    @Override
    public String group() {
        return ServerSuites.GROUP;
    }

    @Override
    public List<String> figures() {
        return workloads.stream()
                .flatMap(workload -> Arrays.stream(StoreSize.values())
                        .map(size -> figure(workload) + '.' + size.title()))
                .toList();
    }

    private String figure(Workload workload) {
        return workload.name() + '.' + transport.title();
    }

    private List<StoreSize> sizes(Request request) {
        return Arrays.stream(StoreSize.values())
                .filter(size -> request.figures().stream().anyMatch(figure -> figure.endsWith('.' + size.title())))
                .toList();
    }

    @Override
    public void prepare(Request request) throws Exception {
        for (StoreSize size : sizes(request)) {
            new Stores(request.work()).fill(size);
        }
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        List<Subject> subjects = new ArrayList<>();
        try {
            Stores stores = new Stores(request.work());
            List<StoreSize> sizes = sizes(request);
            for (StoreSize size : sizes) {
                subjects.add(transport.ours(stores, size));
            }
            subjects.add(transport.ceiling());
            measure(request, subjects, sizes, results);
        } finally {
            subjects.forEach(Subject::close);
        }
    }

    private void measure(Request request, List<Subject> subjects, List<StoreSize> sizes, Consumer<Figure> results)
            throws Exception {
        Plan plan = request.plan();
        for (Workload workload : workloads) {
            if (request.asksFor(figure(workload))) {
                System.err.println("measuring " + figure(workload));
                new ServerComparison(workload, contenders(workload, subjects, sizes), plan).run(figure(workload),
                        results);
                plan = plan.warm();
            }
        }
        subjects.forEach(subject -> subject.memory(name() + '.' + subject.name() + ".memory").ifPresent(results));
    }

    /** Returns a contender for each size, and one ceiling for all sizes or a ceiling for each. */
    private static List<Candidate> contenders(Workload workload, List<Subject> subjects, List<StoreSize> sizes) {
        List<Candidate> contenders = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            contenders.add(new Candidate(sizes.get(i).title(), subjects.get(i), sizes.get(i), false));
        }
        Subject ceiling = subjects.getLast();
        if (workload.dependsOnSize()) {
            sizes.forEach(size -> contenders
                    .add(new Candidate(size.title() + '.' + ceiling.name(), ceiling, size, true)));
        } else {
            contenders.add(new Candidate(ceiling.name(), ceiling, sizes.getLast(), true));
        }
        return contenders;
    }

    /** A server with the size of the store that its load expects. */
    record Candidate(String name, Subject subject, StoreSize size, boolean isCeiling) {

        /** Whether the contender is our server with a small store. */
        boolean isSmall() {
            return size == StoreSize.SMALL && !isCeiling;
        }
    }
}
