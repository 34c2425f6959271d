package io.orderflow.service.message;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for sending commands.
 *
 * @param localFirst whether a process handles a command itself that it has the handler of, without sending it through
 *                   the event store's server; for a platform that is one process
 */
@Validated
@ConfigurationProperties("orderflow.commands")
record CommandProperties(@DefaultValue("false") boolean localFirst) {}
