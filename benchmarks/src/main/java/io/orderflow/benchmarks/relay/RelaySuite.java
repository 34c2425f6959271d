package io.orderflow.benchmarks.relay;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Publishes events that wait in the log, to Kafka and to RabbitMQ. An operation is a round. */
public final class RelaySuite implements Suite {

    private static final String KAFKA = "relay.kafka";
    private static final String RABBITMQ = "relay.rabbitmq";
    private static final int ORDERS = 20_000;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public String group() {
        return "relay";
    }

    @Override
    public List<String> figures() {
        return List.of(KAFKA, RABBITMQ);
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        if (request.asksFor(KAFKA)) {
            try (BrokerProcess kafka = KafkaProcess.start()) {
                measure(request, KAFKA, "kafka", kafka, results);
            }
        }
        if (request.asksFor(RABBITMQ)) {
            if (Files.notExists(RabbitProcess.PROGRAM)) {
                System.err.println(RABBITMQ + " is not measured: it needs the package rabbitmq-server");
                return;
            }
            Path folder = Files.createTempDirectory(request.work(), "rabbitmq-");
            try (BrokerProcess rabbit = RabbitProcess.start(folder)) {
                measure(request, RABBITMQ, "rabbitmq", rabbit, results);
            }
        }
    }

    private static void measure(Request request, String figure, String broker, BrokerProcess process,
            Consumer<Figure> results) throws Exception {
        Path data = Files.createTempDirectory(request.work(), "relay-");
        try (RelayUnderLoad relay = new RelayUnderLoad(data, broker, process.setting())) {
            long warm = System.nanoTime() + request.plan().firstWarmUp().toNanos();
            while (System.nanoTime() < warm) {
                relay.publish(ORDERS / 10);
            }
            Rounds rounds = new Rounds();
            for (int i = 0; i < request.plan().rounds(); i++) {
                Duration took = relay.publish(ORDERS);
                double millis = took.toNanos() / 1e6;
                rounds.add(new Round(RelayUnderLoad.eventsOf(ORDERS) * 1000 / millis, millis, millis));
            }
            results.accept(rounds.figure(figure, "events/s"));
        }
    }
}
