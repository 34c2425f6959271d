package io.orderflow.service.processor;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.checkpoint.CheckpointedLog;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.checkpoint.StoredCheckpoints;
import io.orderflow.service.deadletter.DeadLetterDecisions;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.resilience.BoundedMongo;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.Dependency;
import io.orderflow.service.resilience.RecoveryListener;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.SelectiveListener;
import io.orderflow.service.tls.OutgoingTls;
import io.orderflow.service.web.Admission;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.serialization.Serializer;
import org.bson.Document;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Sets up every {@link ProcessorDefinition}: its checkpoints, its order, its dead letters and their retries. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CheckpointProperties.class)
public class ProcessorConfiguration {

    /** The events between two checkpoints. After a crash as many are handled again, which changes nothing. */
    private static final int BATCH_SIZE = 256;

    @Bean(destroyMethod = "close")
    MongoClient checkpointClient(CheckpointProperties properties, CallLimits limits, OutgoingTls tls,
            ObjectProvider<SelectiveListener> listener) {
        return BoundedMongo.open(properties.uri(), limits, tls.toDatabases(), listener.getIfAvailable());
    }

    /** While this database is away the processors wait, and requests are served. */
    @Bean
    Dependency checkpointsDependency(MongoClient checkpointClient, CheckpointProperties properties,
            CallLimits limits) {
        MongoDatabase database = checkpointClient.getDatabase(databaseOf(properties))
                .withTimeout(limits.read().toMillis(), TimeUnit.MILLISECONDS);
        return new Dependency("checkpoints", false, () -> database.runCommand(new Document("ping", 1)));
    }

    @Bean
    MongoDatabase checkpointDatabase(MongoClient checkpointClient, CheckpointProperties properties,
            CallLimits limits) {
        return checkpointClient.getDatabase(databaseOf(properties))
                .withTimeout(limits.command().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Bean
    MongoTemplate checkpointTemplate(@Qualifier("checkpointDatabase") MongoDatabase checkpointDatabase) {
        return DefaultMongoTemplate.builder().mongoDatabase(checkpointDatabase).build();
    }

    private static String databaseOf(CheckpointProperties properties) {
        return Objects.requireNonNull(new ConnectionString(properties.uri()).getDatabase(),
                "orderflow.checkpoints.uri must name a database");
    }

    @Bean
    DeadLetterRetryPolicy retryPolicy(CheckpointProperties properties) {
        return new DeadLetterRetryPolicy(properties);
    }

    @Bean
    ConfigurerModule eventProcessors(List<ProcessorDefinition> processors, MongoTemplate checkpointTemplate,
            CheckpointProperties properties, DeadLetterRetryPolicy retryPolicy, Serializer serializer,
            MessageTypes types,
            CheckpointedLog log, Restarts restarts, RepeatedFailures failures,
            ObjectProvider<DeadLetterDecisions> givenUp, Admission admission) {
        LanePermits permits = new LanePermits(admission::clientsThatWait);
        TokenStore checkpoints = new SharedTokenStore(
                new StoredCheckpoints(checkpointTemplate, serializer, ManagementFactory.getRuntimeMXBean().getName(),
                        properties.claimTimeout(), byte[].class),
                properties.segments(), log,
                new LostDeadLetters(checkpointTemplate, serializer, log), restarts, failures,
                predecessors(processors));
        return configurer -> processors.forEach(processor -> {
            configurer.eventProcessing()
                    .registerEventHandler(configuration -> new UnknownEvents(processor.name(), types, configuration))
                    .assignHandlerInstancesMatching(processor.name(),
                            handler -> handler instanceof UnknownEvents unknown && unknown.isOf(processor))
                    .registerDeadLetterPolicy(processor.name(),
                            configuration -> new LoggedRetryPolicy(processor.name(), retryPolicy))
                    .registerHandlerInterceptor(processor.name(),
                            configuration -> new GivenUpEventFilter(processor.name(), givenUp::getObject));
            register(configurer.eventProcessing(), processor, checkpoints, checkpointTemplate, properties, log,
                    failures, processor.givesWay() ? permits : LanePermits.unlimited());
        });
    }

    @Bean
    DeadLetterRetries deadLetterRetries(EventProcessingConfiguration processing, List<ProcessorDefinition> processors,
            DeadLetterRetryPolicy retryPolicy, CheckpointProperties properties, RepeatedFailures failures) {
        return new DeadLetterRetries(processing, processors, retryPolicy, properties.retryInterval(), failures);
    }

    @Bean
    DeadLetterQueues processorDeadLetterQueues(EventProcessingConfiguration processing,
            List<ProcessorDefinition> processors,
            DeadLetterRetryPolicy retryPolicy, DeadLetterRetries retries, DeadLetterDecisions givenUp,
            @Qualifier("checkpointDatabase") MongoDatabase checkpointDatabase, MongoTemplate checkpointTemplate) {
        return new ProcessorDeadLetterQueues(processing, processors, retryPolicy, retries, givenUp,
                StoredLetters.of(checkpointDatabase, checkpointTemplate));
    }

    /** Is also a source of progress for the watch over stalls. */
    @Bean
    ProcessorWatch processorWatch(EventProcessingConfiguration processing, List<ProcessorDefinition> processors,
            ObjectProvider<EventStore> events) {
        return new ProcessorWatch(processing, processors, events::getObject);
    }

    /** Shown as {@code eventProcessors}. */
    @Bean
    HealthIndicator eventProcessorsHealthIndicator(ProcessorWatch watch) {
        return new ProcessorsHealth(watch);
    }

    @Bean
    MeterBinder processorMeters(ObjectProvider<EventProcessingConfiguration> processing,
            ObjectProvider<ProcessorWatch> watch, List<ProcessorDefinition> processors) {
        return registry -> processors.forEach(processor -> processing.getObject()
                .eventProcessor(processor.name(), ConcurrentStreamingProcessor.class)
                .ifPresent(found -> ProcessorMeters.bindTo(registry, found, watch.getObject())));
    }

    private static Map<String, String> predecessors(List<ProcessorDefinition> processors) {
        return processors.stream()
                .filter(processor -> processor.successorTo() != null)
                .collect(Collectors.toMap(ProcessorDefinition::name, ProcessorDefinition::successorTo));
    }

    @Bean
    RecoveryListener processorsGoOn(EventProcessingConfiguration processing, List<ProcessorDefinition> processors,
            CheckpointProperties properties) {
        return () -> processors.forEach(processor -> processing
                .eventProcessor(processor.name(), PooledStreamingEventProcessor.class)
                .ifPresent(streaming -> RecoveryListener.claimIdleSegments(streaming, properties.segments())));
    }

    private static void register(EventProcessingConfigurer processing, ProcessorDefinition processor,
            TokenStore checkpoints, MongoTemplate template, CheckpointProperties properties, CheckpointedLog log,
            RepeatedFailures failures, LanePermits permits) {
        processing.registerTokenStore(processor.name(), configuration -> checkpoints);
        processing.registerSequencingPolicy(processor.name(), configuration -> new ReadableSequence(processor));
        processing.registerDeadLetterQueue(processor.name(),
                configuration -> new LazyDeadLetterQueue(processor.name(), template, properties,
                        configuration.serializer()));
        processing.registerDeadLetteringEventHandlerInvokerConfiguration(processor.name(),
                (configuration, invoker) -> invoker.enableSequenceIdentifierCache());
        processing.registerEventProcessor(processor.name(), (name, configuration,
                invoker) -> new ConcurrentStreamingProcessor(
                        settings(name, properties, log, configuration), invoker,
                        configuration.eventProcessingConfiguration().sequencingPolicy(name), failures, permits));
    }

    private static PooledStreamingEventProcessor.Builder settings(String name, CheckpointProperties properties,
            CheckpointedLog log, Configuration configuration) {
        EventProcessingConfiguration processing = configuration.eventProcessingConfiguration();
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .rollbackConfiguration(processing.rollbackConfiguration(name))
                .errorHandler(processing.errorHandler(name))
                .messageMonitor(processing.messageMonitor(PooledStreamingEventProcessor.class, name))
                .spanFactory(configuration.getComponent(EventProcessorSpanFactory.class))
                .messageSource(log)
                .tokenStore(processing.tokenStore(name))
                .transactionManager(processing.transactionManager(name))
                .coordinatorExecutor(processor -> threads("Coordinator[" + processor + "]", 1, configuration))
                .workerExecutor(processor -> threads(processor, properties.segments(), configuration))
                .initialSegmentCount(properties.segments())
                .tokenClaimInterval(properties.claimInterval().toMillis())
                .claimExtensionThreshold(properties.claimTimeout().dividedBy(2).toMillis())
                .enableCoordinatorClaimExtension()
                .batchSize(BATCH_SIZE)
                // The null token stands for the very beginning of the log, and needs no event store at the start.
                .initialToken(source -> null);
    }

    /**
     * The executors of a processor. The framework assumes that a coordinator has one thread, and that no two pieces of
     * work of one segment run at once.
     */
    private static ScheduledExecutorService threads(String name, int count, Configuration configuration) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(count,
                Thread.ofPlatform().name(name + "-", 0).factory());
        configuration.onShutdown(threads::shutdown);
        return threads;
    }
}
