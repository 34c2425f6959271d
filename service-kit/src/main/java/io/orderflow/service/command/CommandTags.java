package io.orderflow.service.command;

import java.util.Map;

/** What commands carry along on behalf of the request that they are sent for. */
public interface CommandTags {

    /** Metadata for a command that is sent on this thread now. */
    Map<String, String> tags();
}
