package io.orderflow.service.web;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits how many requests one process works on at once. More requests than keep the cores busy only make each take
 * longer.
 *
 * @param writes   the number of requests that may change something and are worked on at once
 * @param reads    the number of other requests that are worked on at once
 * @param waiting  the number of requests of each kind that may wait for their turn; the next one is refused
 * @param patience the time that a request waits for its turn before it is refused
 */
@Validated
@ConfigurationProperties("orderflow.admission")
record AdmissionProperties(@Min(1) @DefaultValue("64") int writes, @Min(1) @DefaultValue("64") int reads,
        @Min(0) @DefaultValue("192") int waiting, @NotNull @DefaultValue("500ms") Duration patience) {}
