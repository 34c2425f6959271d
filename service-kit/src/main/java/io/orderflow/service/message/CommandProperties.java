package io.orderflow.service.message;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How commands are sent.
 *
 * @param localFirst whether a command is handled in the process that sends it where that has the handler, and not sent
 *                   through the event store's server; for a platform that is one process
 */
@Validated
@ConfigurationProperties("orderflow.commands")
record CommandProperties(@DefaultValue("false") boolean localFirst) {}
