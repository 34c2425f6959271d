package io.orderflow.service.stage;

import io.orderflow.api.message.MessageType;

/**
 * What came of waiting for a document.
 *
 * @param reached  whether it came to what was awaited before time was up
 * @param position the position of the document, or of the read model where no document was named
 */
@MessageType("read-model.awaited")
public record Awaited(boolean reached, long position) {}
