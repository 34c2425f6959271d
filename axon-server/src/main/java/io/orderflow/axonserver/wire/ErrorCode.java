package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The protocol's error codes that this server uses, and the gRPC status that goes with each. */
enum ErrorCode {
    TOKEN_MISSING("AXONIQ-1000", Status.UNAUTHENTICATED),
    TOKEN_INVALID("AXONIQ-1001", Status.UNAUTHENTICATED),
    INSTRUCTION_REFUSED("AXONIQ-1002", Status.UNIMPLEMENTED),
    INSTRUCTION_FAILED("AXONIQ-1004", Status.INTERNAL),
    INSTRUCTION_TIMED_OUT("AXONIQ-1004", Status.DEADLINE_EXCEEDED),
    CLIENT_LOST("AXONIQ-1004", Status.UNAVAILABLE),
    NOTHING_TO_ADMINISTER("AXONIQ-9200", Status.NOT_FOUND),
    NOT_POSSIBLE_NOW("AXONIQ-9200", Status.FAILED_PRECONDITION),
    UNKNOWN_CONTEXT("AXONIQ-1302", Status.NOT_FOUND),
    CONTEXT_EXISTS("AXONIQ-9200", Status.ALREADY_EXISTS),
    UNKNOWN_STREAM("AXONIQ-0001", Status.NOT_FOUND),
    STREAM_CONFLICT("AXONIQ-0001", Status.FAILED_PRECONDITION),
    UNSUPPORTED_INSTRUCTION("AXONIQ-1002", Status.UNIMPLEMENTED),
    INVALID_SEQUENCE("AXONIQ-2000", Status.OUT_OF_RANGE),
    TOO_LARGE("AXONIQ-2001", Status.RESOURCE_EXHAUSTED),
    MESSAGE_TOO_LARGE("AXONIQ-3002", Status.RESOURCE_EXHAUSTED),
    NO_HANDLER_FOR_COMMAND("AXONIQ-4000", Status.NOT_FOUND),
    COMMAND_DISPATCH_ERROR("AXONIQ-4003", Status.UNAVAILABLE),
    NO_HANDLER_FOR_QUERY("AXONIQ-5000", Status.NOT_FOUND),
    QUERY_DISPATCH_ERROR("AXONIQ-5002", Status.UNAVAILABLE),
    READ_FAILED("AXONIQ-9000", Status.INTERNAL),
    WRITE_FAILED("AXONIQ-9100", Status.INTERNAL),
    BUSY("AXONIQ-9100", Status.RESOURCE_EXHAUSTED),
    CLOSED("AXONIQ-9100", Status.UNAVAILABLE),
    INVALID_REQUEST("AXONIQ-9200", Status.INVALID_ARGUMENT);

    private static final Metadata.Key<String> CODE_KEY = Metadata.Key.of("AxonIQ-ErrorCode",
            Metadata.ASCII_STRING_MARSHALLER);

    private final String code;
    private final Status status;

    ErrorCode(String code, Status status) {
        this.code = code;
        this.status = status;
    }

    String code() {
        return code;
    }

    /** The error as the end of a call: clients read the code from the trailers, people from the text. */
    StatusRuntimeException with(String message) {
        return status.withDescription('[' + code + "] " + message).asRuntimeException(trailers());
    }

    /** The error as the end of a call whose text is the code alone, for clients that compare it. */
    StatusRuntimeException bare() {
        return status.withDescription(code).asRuntimeException(trailers());
    }

    Status status(String message) {
        return status.withDescription('[' + code + "] " + message);
    }

    Metadata trailers() {
        Metadata trailers = new Metadata();
        trailers.put(CODE_KEY, code);
        return trailers;
    }

    /** The error inside a message. */
    ErrorMessage message(String message) {
        return ErrorMessage.newBuilder().setErrorCode(code).setMessage(message).setLocation("AxonServer").build();
    }
}
