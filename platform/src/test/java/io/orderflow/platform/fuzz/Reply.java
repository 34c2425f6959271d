package io.orderflow.platform.fuzz;

import java.util.Map;

/**
 * What came back.
 *
 * @param headers by their names in small letters
 * @param body    empty for a stream of events, which has no end
 */
public record Reply(int status, Map<String, String> headers, String body) {}
