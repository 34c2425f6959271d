package io.orderflow.service.web;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one process works on at once. More than the cores are busy with only makes everything take longer: a place
 * more than the throughput times the time of an unhurried request serves nobody.
 *
 * @param writes   requests that may change something, worked on at once
 * @param reads    other requests, worked on at once
 * @param waiting  requests of each kind that may wait for a place; the next one is refused at once
 * @param patience how long one waits before it is refused
 */
@Validated
@ConfigurationProperties("orderflow.admission")
record AdmissionProperties(@Min(1) @DefaultValue("64") int writes, @Min(1) @DefaultValue("64") int reads,
        @Min(0) @DefaultValue("192") int waiting, @NotNull @DefaultValue("500ms") Duration patience) {}
