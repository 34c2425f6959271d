package io.orderflow.axonserver.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.orderflow.axonserver.store.StoredEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends events as they are stored: an event on the disk has the form that it has on the wire. What is a message already
 * is sent as one, which in process is by reference.
 */
final class Unparsed {

    static final MethodDescriptor<GetAggregateEventsRequest, StoredEvent> LIST_AGGREGATE_EVENTS = sending(
            EventStoreGrpc.getListAggregateEventsMethod(), new EventOnly());
    static final MethodDescriptor<GetEventsRequest, StoredEvent> LIST_EVENTS = sending(
            EventStoreGrpc.getListEventsMethod(), new WithToken());

    private Unparsed() {}

    private static <Q> MethodDescriptor<Q, StoredEvent> sending(MethodDescriptor<Q, ?> method,
            Marshaller<StoredEvent> events) {
        return method.toBuilder(method.getRequestMarshaller(), events).build();
    }

    /** A service with some of its methods replaced. */
    static ServerServiceDefinition definition(ServerServiceDefinition service,
            List<? extends ServerMethodDefinition<?, ?>> replacements) {
        ServerServiceDefinition.Builder definition = ServerServiceDefinition
                .builder(service.getServiceDescriptor().getName());
        List<String> replaced = replacements.stream().map(method -> nameOf(method)).toList();
        service.getMethods().stream().filter(method -> !replaced.contains(nameOf(method))).forEach(
                definition::addMethod);
        replacements.forEach(definition::addMethod);
        return definition.build();
    }

    private static String nameOf(ServerMethodDefinition<?, ?> method) {
        return method.getMethodDescriptor().getFullMethodName();
    }

    /** An event is what it is on the disk. */
    private static final class EventOnly extends SendingMarshaller {
        private final Marshaller<Event> messages = EventStoreGrpc.getListAggregateEventsMethod()
                .getResponseMarshaller();

        @Override
        public InputStream stream(StoredEvent event) {
            ByteString unparsed = event.unparsed();
            return unparsed == null ? messages.stream(event.event()) : new Bytes(unparsed);
        }
    }

    /** An event within another message, which has the token before it. */
    private static final class WithToken extends SendingMarshaller {
        private final Marshaller<EventWithToken> messages = EventStoreGrpc.getListEventsMethod()
                .getResponseMarshaller();

        @Override
        public InputStream stream(StoredEvent event) {
            ByteString unparsed = event.unparsed();
            return unparsed == null
                    ? messages.stream(event.message())
                    : new Bytes(beginning(event.token(), unparsed.size()).concat(unparsed));
        }

        private static ByteString beginning(long token, int eventBytes) {
            byte[] bytes = new byte[CodedOutputStream.computeInt64Size(EventWithToken.TOKEN_FIELD_NUMBER, token)
                    + CodedOutputStream.computeTagSize(EventWithToken.EVENT_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt32SizeNoTag(eventBytes)];
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            try {
                output.writeInt64(EventWithToken.TOKEN_FIELD_NUMBER, token);
                output.writeTag(EventWithToken.EVENT_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                output.writeUInt32NoTag(eventBytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return UnsafeByteOperations.unsafeWrap(bytes);
        }
    }

    /** A server sends these messages, and gets none. */
    private abstract static class SendingMarshaller implements Marshaller<StoredEvent> {
        @Override
        public StoredEvent parse(InputStream stream) {
            throw new UnsupportedOperationException("Nobody sends stored events to the server");
        }
    }

    /** A message in its serialized form, for gRPC, which asks for its length and has it written at once. */
    private static final class Bytes extends InputStream implements KnownLength, Drainable {
        private final ByteString bytes;
        private @Nullable InputStream input;

        Bytes(ByteString bytes) {
            this.bytes = bytes;
        }

        private InputStream input() {
            InputStream current = input;
            if (current == null) {
                current = bytes.newInput();
                input = current;
            }
            return current;
        }

        @Override
        public int available() throws IOException {
            return input == null ? bytes.size() : input().available();
        }

        @Override
        public int read() throws IOException {
            return input().read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return input().read(target, offset, length);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            if (input != null) {
                return Math.toIntExact(input().transferTo(target));
            }
            bytes.writeTo(target);
            return bytes.size();
        }
    }
}
