package io.orderflow.notification.inbox;

import java.time.Instant;

/**
 * A message that could not be read as an integration event.
 *
 * @param id      follows from the message, so that it is listed once however often it comes
 * @param source  the queue or topic that it came from
 * @param reason  why it could not be read
 * @param message the message itself
 */
record SetAsideEvent(String id, String source, String reason, String message, Instant setAsideAt) {}
