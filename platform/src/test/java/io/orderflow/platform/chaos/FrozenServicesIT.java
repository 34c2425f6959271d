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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freezes, kills and thaws each service, the event store and the database in turn, with all times as they are by
 * default, while customers and operators do all that they do. Then everything comes to rest, every answer was true, and
 * no order has ended worse than it would have without that. How long is {@code chaos.seconds}: 16, or an hour with
 * {@code -Pchaos}. {@code chaos.seed} repeats a run: the same outages for the same times, though not the same
 * interleaving.
 */
@Tag("alone")
class FrozenServicesIT {

    private static final Logger LOG = LoggerFactory.getLogger(FrozenServicesIT.class);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 16));
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    /** After an outage what failed is tried again after about as long as it was, five minutes at most. */
    private static final Duration REST = Duration.ofMinutes(8);

    /** Several read models are compared, which move until then. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final Scene scene = Scene.asItIs();
    private final Notebook notebook = new Notebook();
    private final InsistentClient client = scene.client();
    private final List<InsistentClient> services = scene.clientsOfServices();
    private final Shoppers shoppers = new Shoppers(client, notebook, SEED);
    private final Operators operators = new Operators(client, services, notebook);
    private final Reckoning reckoning = new Reckoning(client, services, notebook);

    @Test
    void endsNoOrderWorseThanWithoutTheOutageAndTellsEveryAnswerTruly() throws Exception {
        LOG.info("seed {}, {} s, logs in {}", SEED, TIME.toSeconds(), scene.logs());
        shoppers.openShop();
        Outages outages = new Outages(new Random(SEED), scene, TIME);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> all = CompletableFuture.allOf(shoppers.come(stop), operators.operate(SEED, stop));
        outages.happen(TIME);
        long healed = System.nanoTime();
        stop.set(true);
        all.get(REST.toSeconds(), TimeUnit.SECONDS);
        double answered = secondsSince(healed);
        awaitListed();
        comeToRest();
        double atRest = secondsSince(healed);
        List<Entry> log = Log.read(scene.addresses().axonServer());
        LOG.info(
                "seed {}: {} orders, {} requests answered, {} repeats, {} events; after the last fault {} s until every"
                        + " request was answered, {} s until all was at rest",
                SEED, notebook.placed().size(),
                client.answered(), client.repeated(), log.size(), answered, atRest);
        String run = "seed %d, see %s".formatted(SEED, scene.logs());
        assertThat(reckoning.breaches()).as(run).isEmpty();
        assertThat(new Truth(log).breaches(client.attempts())).as(run).isEmpty();
        assertThat(Truth.silences(client.attempts(), outages)).as(run).isEmpty();
        assertThat(new Fairness(log, notebook, outages).breaches()).as(run).isEmpty();
        assertThat(audit().findings()).as(run).isEmpty();
        assertThat(notebook.placed()).isNotEmpty();
    }

    /** The lists are read one after the other, while orders go on: what is not listed is so each time. */
    private void awaitListed() {
        Set<String> unseen = new TreeSet<>(reckoning.unseen());
        await().atMost(SOON).untilAsserted(() -> {
            unseen.retainAll(reckoning.unseen());
            assertThat(unseen).as("waits, and is listed nowhere, in %s", scene.logs()).isEmpty();
        });
    }

    /** By itself, or else, after all that waits was seen to be listed, once an operator has had it retried. */
    private void comeToRest() {
        try {
            awaitRest();
        } catch (ConditionTimeoutException stuck) {
            LOG.warn("Not at rest by itself", stuck);
            awaitListed();
            operators.resolve(reckoning.listed());
            awaitRest();
        }
    }

    private void awaitRest() {
        await().atMost(REST).pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(reckoning.restless()).as("under way in %s", scene.logs()).isEmpty());
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
