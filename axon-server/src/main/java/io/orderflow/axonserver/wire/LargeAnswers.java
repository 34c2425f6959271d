package io.orderflow.axonserver.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.axoniq.axonserver.grpc.query.QueryProviderOutbound;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.QueryServiceGrpc;
import io.axoniq.axonserver.grpc.query.QueryUpdateCompleteExceptionally;
import io.axoniq.axonserver.grpc.query.SubscriptionQueryResponse;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;

/**
 * Reads what handlers send. An answer beyond what clients read is not kept: of it only whose answer it is is read, and
 * an error takes its place, so that the stream and all other answers on it go on. gRPC's own limit would end the stream.
 *
 * <p>gRPC calls the marshallers on the threads of the network, many at once; they keep nothing.
 */
final class LargeAnswers {

    /** An identifier that is longer is nobody's. */
    private static final int MAX_ID_BYTES = 64 << 10;

    /** What an error has as its location while it stands for a large answer; nobody else can know it. */
    private static final String MARK = UUID.randomUUID().toString();

    private final int maxBytes;

    /**
     * @param maxBytes
     *            the largest message that clients read
     */
    LargeAnswers(int maxBytes) {
        this.maxBytes = maxBytes - MessageLimit.ENVELOPE_BYTES / 2;
    }

    ServerServiceDefinition inCommands(ServerServiceDefinition service) {
        return replaced(service, CommandServiceGrpc.getOpenStreamMethod(), this::command);
    }

    ServerServiceDefinition inQueries(ServerServiceDefinition service) {
        return replaced(service, QueryServiceGrpc.getOpenStreamMethod(), this::query);
    }

    private <Q, R> ServerServiceDefinition replaced(ServerServiceDefinition service, MethodDescriptor<Q, R> method,
            Shortening<Q> shortening) {
        // It is the method of that name, so that its types are known.
        @SuppressWarnings("unchecked")
        ServerMethodDefinition<Q, R> served = (ServerMethodDefinition<Q, R>) service
                .getMethod(method.getFullMethodName());
        Marshaller<Q> reading = new Reading<>(method.getRequestMarshaller(), maxBytes, shortening);
        return Unparsed.definition(service, List.of(ServerMethodDefinition.create(
                method.toBuilder(reading, method.getResponseMarshaller()).build(), served.getServerCallHandler())));
    }

    /** How many bytes the answer had that an error stands for; 0 where it stands for none. */
    static int bytesOf(ErrorMessage error) {
        return error.getLocation().equals(MARK) ? Integer.parseInt(error.getMessage()) : 0;
    }

    private static ErrorMessage error(int bytes) {
        return ErrorMessage.newBuilder()
                .setErrorCode(ErrorCode.MESSAGE_TOO_LARGE.code())
                .setLocation(MARK)
                .setMessage(String.valueOf(bytes))
                .build();
    }

    private CommandProviderOutbound command(CodedInputStream input, int bytes) throws IOException {
        CommandProviderOutbound.Builder message = CommandProviderOutbound.newBuilder();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == CommandProviderOutbound.COMMAND_RESPONSE_FIELD_NUMBER) {
                message.setCommandResponse(CommandResponse.newBuilder()
                        .setRequestIdentifier(textIn(input, CommandResponse.REQUEST_IDENTIFIER_FIELD_NUMBER))
                        .setErrorCode(ErrorCode.MESSAGE_TOO_LARGE.code())
                        .setErrorMessage(error(bytes)));
            } else {
                input.skipField(tag);
            }
        }
        return message.build();
    }

    private QueryProviderOutbound query(CodedInputStream input, int bytes) throws IOException {
        QueryProviderOutbound.Builder message = QueryProviderOutbound.newBuilder();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case QueryProviderOutbound.QUERY_RESPONSE_FIELD_NUMBER -> message.setQueryResponse(QueryResponse
                        .newBuilder()
                        .setRequestIdentifier(textIn(input, QueryResponse.REQUEST_IDENTIFIER_FIELD_NUMBER))
                        .setErrorCode(ErrorCode.MESSAGE_TOO_LARGE.code())
                        .setErrorMessage(error(bytes)));
                case QueryProviderOutbound.SUBSCRIPTION_QUERY_RESPONSE_FIELD_NUMBER -> message
                        .setSubscriptionQueryResponse(SubscriptionQueryResponse.newBuilder()
                                .setSubscriptionIdentifier(textIn(input,
                                        SubscriptionQueryResponse.SUBSCRIPTION_IDENTIFIER_FIELD_NUMBER))
                                .setCompleteExceptionally(QueryUpdateCompleteExceptionally.newBuilder()
                                        .setErrorCode(ErrorCode.MESSAGE_TOO_LARGE.code())
                                        .setErrorMessage(error(bytes))));
                default -> input.skipField(tag);
            }
        }
        return message.build();
    }

    /** Reads a message within another one, and of it one text. */
    private static String textIn(CodedInputStream input, int field) throws IOException {
        String text = "";
        int outer = input.pushLimit(input.readRawVarint32());
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field) {
                int bytes = input.readRawVarint32();
                if (bytes > MAX_ID_BYTES) {
                    input.skipRawBytes(bytes);
                } else {
                    text = new String(input.readRawBytes(bytes), UTF_8);
                }
            } else {
                input.skipField(tag);
            }
        }
        input.popLimit(outer);
        return text;
    }

    /** Makes a small message that stands for a large one. */
    private interface Shortening<T> {
        T of(CodedInputStream input, int bytes) throws IOException;
    }

    private record Reading<T>(Marshaller<T> messages, int maxBytes, Shortening<T> shortening)
            implements
            Marshaller<T> {
        @Override
        public InputStream stream(T message) {
            return messages.stream(message);
        }

        @Override
        public T parse(InputStream input) {
            try {
                int bytes = input instanceof KnownLength ? input.available() : 0;
                return bytes <= maxBytes
                        ? messages.parse(input)
                        : shortening.of(CodedInputStream.newInstance(input), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("A large message of a handler is none", e);
            }
        }
    }
}
