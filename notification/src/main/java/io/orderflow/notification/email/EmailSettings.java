package io.orderflow.notification.email;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The e-mails to customers. They are sent by SMTP where spring.mail.host names a server.
 *
 * @param from    the address that the e-mails come from
 * @param folder  where the e-mails are written as files while no mail server is named, as for development
 * @param workers the e-mails that this process sends at once
 * @param pauses  the pauses between the attempts to send an e-mail; after the last one it is parked
 * @param maxAge  an event that is older calls for no e-mail any more: it is recorded as EXPIRED
 */
@Validated
@ConfigurationProperties("orderflow.notification.email")
record EmailSettings(
        @NotBlank @DefaultValue("orders@orderflow.example") String from,
        @Nullable Path folder,
        @DefaultValue("2") @Min(1) int workers,
        @NotEmpty @DefaultValue( {"5s", "30s", "2m", "10m", "1h"}) List<Duration> pauses,
        @NotNull @DefaultValue("3d") @DurationMin(millis = 1) Duration maxAge){}
