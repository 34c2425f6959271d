package io.orderflow.platform.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditReport;
import io.orderflow.audit.AuditTarget;
import io.orderflow.platform.chaos.Log.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills one or two of the processes a round, pauses others, cuts and slows their connections, all while clients insist
 * on being answered. After each round everything must come to rest by itself, be as the clients were told, and pass the
 * audit. The number of rounds is {@code chaos.rounds}: 3, or 30 with {@code -Pchaos}. {@code chaos.seed} repeats a run:
 * the same faults at the same moments, though not the same interleaving. The relay, the
 * service that reacts to its events and both brokers are among the processes, where RabbitMQ is installed.
 */
@Tag("alone")
class ChaosIT {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosIT.class);
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 3);
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofSeconds(180);

    @RegisterExtension
    final Scene scene = Scene.withConnections();
    private final Random random = new Random(SEED);
    private final Notebook notebook = new Notebook();
    private final InsistentClient client = scene.client();
    private final List<InsistentClient> services = scene.clientsOfServices();
    private final Shoppers shoppers = new Shoppers(client, notebook, SEED);
    private final Reckoning reckoning = new Reckoning(client, services, notebook);

    @Test
    void losesNothingDoublesNothingAndInventsNothing() throws Exception {
        shoppers.openShop();
        for (int number = 1; number <= ROUNDS; number++) {
            play(number);
        }
        assertThat(notebook.placed()).hasSizeGreaterThan(ROUNDS);
    }

    private void play(int number) throws Exception {
        String round = "round %d of %d, seed %d".formatted(number, ROUNDS, SEED);
        Faults faults = Faults.draw(random, ROUND, scene.names(), scene.connections());
        LOG.info("{}: {}", round, faults);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> shopping = shoppers.shop(number, stop);
        faults.happen(scene);
        long healed = System.nanoTime();
        stop.set(true);
        shopping.get(REST.toSeconds(), TimeUnit.SECONDS);
        double answered = secondsSince(healed);
        await(round).atMost(REST).pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(reckoning.restless()).as("under way in %s", scene.logs()).isEmpty());
        double atRest = secondsSince(healed);
        assertThat(reckoning.breaches()).as("%s, see %s", round, scene.logs()).isEmpty();
        List<Entry> log = Log.read(scene.addresses().axonServer());
        assertThat(new Truth(log).breaches(client.attempts())).as("%s, see %s", round, scene.logs()).isEmpty();
        scene.told().ifPresent(told -> await(round).atMost(REST).pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(told.breaches(log)).as("%s, see %s", round, scene.logs()).isEmpty()));
        AuditReport report = audit();
        assertThat(report.findings()).as("the audit of %s, see %s", round, scene.logs()).isEmpty();
        assertThat(report.isClean()).isTrue();
        LOG.info("{}: {} orders so far, {} requests answered, {} repeats; after the last fault {} s until every"
                + " request was answered, {} s until all was at rest, {} s until all was checked, {} events", round,
                notebook.placed().size(), client.answered(), client.repeated(), answered, atRest,
                secondsSince(healed), report.events());
    }

    private AuditReport audit() {
        try (AuditTarget target = AuditTarget.connect(scene.addresses())) {
            return Audit.run(target, AuditOptions.atRest());
        }
    }

    private static double secondsSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime) / 1_000.0;
    }
}
