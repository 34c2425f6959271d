package io.orderflow.relay.contract;

import java.util.Map;

/**
 * An integration event as it is published.
 *
 * @param id          the identifier of the event
 * @param type        the public name of the event
 * @param key         events with the same key stay in their order
 * @param body        JSON in UTF-8; not to be changed
 * @param contentType the media type of the body
 * @param attributes  the attributes of CloudEvents that belong into headers, without a prefix; empty in other formats
 */
public record EncodedEvent(String id, String type, BusinessContext context, String key, byte[] body,
        String contentType, Map<String, String> attributes) {}
