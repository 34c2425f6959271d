package io.orderflow.axonserver.wire;

import io.axoniq.axonserver.grpc.streams.InitializationProperties;
import io.axoniq.axonserver.grpc.streams.Open;
import io.axoniq.axonserver.grpc.streams.OpenSegment;
import io.axoniq.axonserver.grpc.streams.PersistentStreamEvent;
import io.axoniq.axonserver.grpc.streams.StreamRequest;
import io.axoniq.axonserver.grpc.streams.StreamSignal;
import io.orderflow.axonserver.streams.PersistentStreams;
import io.orderflow.axonserver.streams.StreamClient;
import io.orderflow.axonserver.streams.StreamConnection;
import org.jspecify.annotations.Nullable;

/** A client that has a persistent stream open. */
final class PersistentStreamCall extends LastingStream<StreamRequest, StreamSignal> implements StreamClient {

    private final PersistentStreams streams;
    private final SerialObserver<StreamSignal> toClient;
    private volatile @Nullable StreamConnection connection;
    private volatile boolean gone;

    PersistentStreamCall(PersistentStreams streams, SerialObserver<StreamSignal> toClient) {
        super(toClient);
        this.streams = streams;
        this.toClient = toClient;
        toClient.onReady(this::ready);
    }

    private void ready() {
        StreamConnection current = connection;
        if (current != null) {
            current.ready();
        }
    }

    @Override
    public void onNext(StreamRequest request) {
        StreamConnection current = connection;
        if (request.hasOpen()) {
            open(request.getOpen());
        } else if (current == null) {
            refuse("A persistent stream has to be opened first");
        } else {
            switch (request.getRequestCase()) {
                case ACKNOWLEDGEPROGRESS -> current.acknowledge(request.getAcknowledgeProgress().getSegment(),
                        request.getAcknowledgeProgress().getPosition());
                case REQUESTS -> current.grant(request.getRequests().getSegment(), request.getRequests().getRequests());
                case ERROR -> current.error(request.getError().getSegment(), request.getError().getError());
                case OPEN, REQUEST_NOT_SET -> {
                    // The first is dealt with above; the second says nothing.
                }
            }
        }
    }

    private void open(Open request) {
        if (connection != null) {
            refuse("This connection has a persistent stream open already");
            return;
        }
        StreamConnection opened = new StreamConnection(request.getClientId(), this);
        connection = opened;
        InitializationProperties creation = request.hasInitializationProperties()
                ? request.getInitializationProperties()
                : null;
        streams.open(request.getStreamId(), creation, opened).whenComplete((done, failure) -> {
            if (failure != null) {
                failWith(Errors.ofWrite(failure));
            } else if (gone) {
                opened.close();
            }
        });
    }

    private void refuse(String reason) {
        failWith(ErrorCode.INVALID_REQUEST.with(reason));
    }

    private void failWith(RuntimeException error) {
        close();
        toClient.onError(error);
    }

    @Override
    public boolean isReady() {
        return toClient.isReady();
    }

    @Override
    public void opened(int segment) {
        toClient.onNext(
                StreamSignal.newBuilder().setSegment(segment).setOpen(OpenSegment.getDefaultInstance()).build());
    }

    @Override
    public void event(int segment, PersistentStreamEvent event) {
        toClient.onNext(StreamSignal.newBuilder().setSegment(segment).setEvent(event).build());
    }

    @Override
    public void closed(int segment) {
        toClient.onNext(StreamSignal.newBuilder().setSegment(segment).setClosed(true).build());
    }

    @Override
    public void ended() {
        close();
        toClient.onCompleted();
    }

    @Override
    public void failed(RuntimeException reason) {
        failWith(Errors.ofRead(reason));
    }

    @Override
    void forget() {
        gone = true;
        StreamConnection current = connection;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void onCompleted() {
        close();
        toClient.onCompleted();
    }
}
