package io.orderflow.api.server;

import io.orderflow.api.message.MessageType;

/**
 * What an operator had the event server or the platform do. The events belong to no stream; their metadata name the
 * operator.
 */
public sealed interface ServerEvent {

    /** The operator's reason. */
    String reason();

    /**
     * The clients of a component were told what to do with an event processor. Whether they did it, the processor's
     * state shows.
     */
    @MessageType("server.processor-instructed")
    record ProcessorInstructed(String component, String processor, ProcessorInstruction instruction, String reason)
            implements ServerEvent {}

    /** A backup of the events and the documents was begun. */
    @MessageType("server.backup-begun")
    record BackupBegun(String backupId, String reason) implements ServerEvent {}
}
