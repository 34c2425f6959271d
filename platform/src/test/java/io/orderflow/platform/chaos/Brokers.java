package io.orderflow.platform.chaos;

import io.orderflow.platform.address.RelayAddresses;
import io.orderflow.relay.KafkaServer;
import io.orderflow.relay.RabbitServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A RabbitMQ and a Kafka as processes, which can be killed and come back with what they had. */
final class Brokers implements AutoCloseable {

    private static final String RABBITMQ = "rabbitmq";
    private static final String KAFKA = "kafka";

    private final RabbitServer rabbit;
    private final KafkaServer kafka;

    private Brokers(RabbitServer rabbit, KafkaServer kafka) {
        this.rabbit = rabbit;
        this.kafka = kafka;
    }

    static Brokers start(Path folder) throws IOException {
        return new Brokers(RabbitServer.start(folder.resolve(RABBITMQ)), KafkaServer.start(folder.resolve(KAFKA)));
    }

    List<String> names() {
        return List.of(RABBITMQ, KAFKA);
    }

    RelayAddresses addresses() {
        return RelayAddresses.parse(List.of(KAFKA + "=" + kafka.address(), RABBITMQ + "=" + rabbit.uri()));
    }

    void kill(String name) {
        if (name.equals(KAFKA)) {
            kafka.kill();
        } else {
            rabbit.kill();
        }
    }

    /** Returns when the broker answers. */
    void restart(String name) {
        if (name.equals(KAFKA)) {
            kafka.restart();
        } else {
            rabbit.restart();
        }
    }

    /** Lets it stand still, or go on. */
    void freeze(String name, boolean still) {
        try {
            if (name.equals(KAFKA)) {
                new ProcessBuilder("kill", still ? "-STOP" : "-CONT", "" + kafka.process().pid()).start().waitFor();
            } else {
                rabbit.freeze(still);
            }
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() throws IOException {
        kafka.close();
        rabbit.close();
    }
}
