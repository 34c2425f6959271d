package io.orderflow.relay.kafka;

import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.relay.contract.BusinessContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the clients of Kafka by the settings. Stateless. */
final class KafkaClients {

    private static final String CLIENT = "orderflow-relay";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAX_BLOCK = Duration.ofSeconds(5);
    private static final long BUFFER_BYTES = 16 << 20;
    private static final int BATCH_BYTES = 64 << 10;
    private static final int MAX_OVERHEAD_BYTES = 64 << 10;

    private final RelaySettings settings;
    private final Optional<SSLContext> encryption;

    /** @param encryption of the connections; without it the settings of Kafka's own clients say how they are encrypted */
    KafkaClients(RelaySettings settings, Optional<SSLContext> encryption) {
        this.settings = settings;
        this.encryption = encryption;
    }

    Duration ackTimeout() {
        return settings.ackTimeout();
    }

    String topicOf(BusinessContext context) {
        return settings.kafka().topicPrefix() + context.title();
    }

    /**
     * A producer that waits for all replicas. A batch waits for no further events: the relay's threads wait for the
     * acknowledgement, and what they publish meanwhile makes the next one.
     */
    KafkaProducer<String, byte[]> openProducer() {
        Map<String, Object> all = connection();
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(MAX_BLOCK.toMillis(), ackTimeout().toMillis()));
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) ackTimeout().toMillis());
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                (int) settings.maxMessageSize().toBytes() + MAX_OVERHEAD_BYTES);
        return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> connection() {
        Map<String, Object> all = new HashMap<>(settings.kafka().properties());
        encryption.ifPresent(context -> {
            all.putIfAbsent(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, SecurityProtocol.SSL.name);
            all.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, BundledSslEngines.class);
            all.put(BundledSslEngines.CONTEXT, context);
        });
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        all.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) Math.min(REQUEST_TIMEOUT.toMillis(), ackTimeout().toMillis()));
        return all;
    }

    /** Creates the topics that are missing; where only others may do that, they are expected to be there. */
    void createMissing(Collection<String> topics) {
        try (Admin admin = admin()) {
            for (KafkaFuture<Void> created : admin.createTopics(topics.stream().map(this::topic).toList())
                    .values()
                    .values()) {
                await(created, TopicExistsException.class, TopicAuthorizationException.class,
                        ClusterAuthorizationException.class);
            }
        }
    }

    /** Creates a topic whose records stay until somebody deletes it; returns false where it is there. */
    boolean create(String name) {
        try (Admin admin = admin()) {
            return await(admin.createTopics(
                    List.of(topic(name).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")))).all(),
                    TopicExistsException.class);
        }
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(settings.kafka().partitions()), Optional.empty());
    }

    private Admin admin() {
        Map<String, Object> all = connection();
        all.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT + "-admin");
        all.put("default.api.timeout.ms", (int) REQUEST_TIMEOUT.toMillis());
        return Admin.create(all);
    }

    /** Returns whether it succeeded; false where it failed in one of the expected ways. */
    @SafeVarargs
    private static boolean await(KafkaFuture<?> done, Class<? extends ApiException>... expected) {
        try {
            done.get();
            return true;
        } catch (ExecutionException failed) {
            for (Class<?> one : expected) {
                if (one.isInstance(failed.getCause())) {
                    return false;
                }
            }
            throw new KafkaException(failed.getCause().getMessage(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", interrupted);
        }
    }
}
