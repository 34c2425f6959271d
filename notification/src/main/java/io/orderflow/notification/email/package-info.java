/** E-mails to customers, from RabbitMQ: recorded with the event that calls for them, and sent by workers of a queue. */
@NullMarked
package io.orderflow.notification.email;

import org.jspecify.annotations.NullMarked;
