package io.orderflow.benchmarks.server;

import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Plan;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import io.orderflow.benchmarks.server.ServerSuite.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Puts one kind of load on several servers in turn. */
final class ServerComparison {

    private static final Duration WARM_UP_TURN = Duration.ofSeconds(1);

    /** The time for which some file systems are busy after a store was deleted. */
    private static final Duration CALM = Duration.ofSeconds(2);

    private final Workload workload;
    private final Plan plan;
    private final List<Candidate> contenders;
    private final Map<Candidate, Rounds> rounds = new LinkedHashMap<>();

    ServerComparison(Workload workload, List<Candidate> contenders, Plan plan) {
        this.workload = workload;
        this.plan = plan;
        this.contenders = contenders;
        contenders.forEach(contender -> rounds.put(contender, new Rounds()));
    }

    void run(String figure, Consumer<Figure> results) throws Exception {
        for (Candidate contender : contenders) {
            workload.prepare(contender.subject().client(), contender.size());
        }
        warmUp();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Candidate contender : inTurn(round)) {
                if (workload.grows() && contender.isSmall()) {
                    contender.subject().client().moveToFreshContext();
                    Stores.append(contender.subject().client(), contender.size());
                    LockSupport.parkNanos(CALM.toNanos());
                }
                rounds.get(contender).add(round(contender, plan.roundTime()));
            }
        }
        report(figure, results);
    }

    private void warmUp() throws InterruptedException {
        long end = System.nanoTime() + plan.firstWarmUp().toNanos();
        while (System.nanoTime() < end) {
            for (Candidate contender : contenders) {
                round(contender, WARM_UP_TURN);
            }
        }
    }

    private Round round(Candidate contender, Duration time) throws InterruptedException {
        return workload.round(contender.subject().client(), contender.size(), time);
    }

    /** Returns the contenders in alternating order, so that none has the advantage of being first. */
    private List<Candidate> inTurn(int round) {
        List<Candidate> order = new ArrayList<>(contenders);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }

    private void report(String figure, Consumer<Figure> results) {
        rounds.forEach((contender, measured) -> results
                .accept(measured.figure(figure + '.' + contender.name(), workload.unit())));
        List<Candidate> ours = contenders.stream().filter(contender -> !contender.isCeiling()).toList();
        ours.forEach(contender -> results.accept(rounds.get(contender)
                .ratio(figure + '.' + contender.name() + ".to-ceiling", rounds.get(ceilingOf(contender)))));
        if (ours.size() > 1) {
            Candidate small = ours.getFirst();
            Candidate large = ours.getLast();
            results.accept(rounds.get(large)
                    .ratio(figure + '.' + large.name() + ".to-" + small.name(), rounds.get(small)));
        }
    }

    private Candidate ceilingOf(Candidate ours) {
        return contenders.stream()
                .filter(contender -> contender.isCeiling() && contender.size() == ours.size())
                .findFirst()
                .orElse(contenders.getLast());
    }
}
