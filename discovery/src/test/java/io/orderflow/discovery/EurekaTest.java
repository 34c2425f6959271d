package io.orderflow.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;
import org.springframework.context.ConfigurableApplicationContext;

/** Eureka itself, in this process. */
class EurekaTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void registersAndForgetsAndGoesOnWithTheLastKnownWhenItIsDown() {
        ConfigurableApplicationContext eureka = new SpringApplicationBuilder(Eureka.class).run("--server.port=0",
                "--spring.config.import=classpath:discovery.yaml", "--eureka.client.enabled=true",
                "--eureka.client.register-with-eureka=false", "--eureka.client.fetch-registry=false",
                "--eureka.server.response-cache-update-interval-ms=500",
                "--eureka.server.enable-self-preservation=false",
                "--eureka.dashboard.enabled=false",
                "--eureka.server.eviction-interval-timer-in-ms=1000");
        String at = "--eureka.client.service-url.defaultZone=http://127.0.0.1:"
                + eureka.getEnvironment().getProperty("local.server.port") + "/eureka/";
        String[] fast = {at, "--eureka.client.registry-fetch-interval-seconds=1",
                "--eureka.instance.lease-renewal-interval-in-seconds=1",
                "--eureka.client.initial-instance-info-replication-interval-seconds=1"};
        try (SampleProcess one = SampleProcess.start("shop", "eureka", fast)) {
            SampleProcess two = SampleProcess.start("shop", "eureka", fast);
            await().atMost(SOON).untilAsserted(() -> assertThat(one.ports("shop"))
                    .containsExactlyInAnyOrder(one.port(), two.port()));

            two.close();
            await().atMost(SOON).untilAsserted(() -> assertThat(one.ports("shop")).isEqualTo(List.of(one.port())));

            eureka.close();
            await().during(Duration.ofSeconds(3)).atMost(SOON)
                    .until(() -> one.ports("shop").equals(List.of(one.port())));
        } finally {
            eureka.close();
        }
    }

    /** The registry. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableEurekaServer
    static class Eureka {}
}
