package io.orderflow.service;

import io.orderflow.service.aggregate.AggregateConfiguration;
import io.orderflow.service.deadletter.DeadLetterConfiguration;
import io.orderflow.service.idempotency.IdempotencyConfiguration;
import io.orderflow.service.message.CommandConfiguration;
import io.orderflow.service.message.CorrelationConfiguration;
import io.orderflow.service.message.MessageConfiguration;
import io.orderflow.service.message.QueryConfiguration;
import io.orderflow.service.resilience.HealthConfiguration;
import io.orderflow.service.resilience.OutageConfiguration;
import io.orderflow.service.stage.StageConfiguration;
import io.orderflow.service.web.AdmissionConfiguration;
import io.orderflow.service.web.WebConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** All that a service needs to take commands and to answer over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({MessageConfiguration.class, CommandConfiguration.class, AggregateConfiguration.class,
        QueryConfiguration.class, CorrelationConfiguration.class, WebConfiguration.class,
        IdempotencyConfiguration.class, StageConfiguration.class, DeadLetterConfiguration.class,
        AdmissionConfiguration.class, HealthConfiguration.class, OutageConfiguration.class})
@PropertySource("classpath:orderflow-service.properties")
public class ServiceKitConfiguration {}
