package io.orderflow.axonserver.wire;

import com.google.protobuf.Empty;
import io.axoniq.axonserver.grpc.streams.CreateResult;
import io.axoniq.axonserver.grpc.streams.CreateStreamRequest;
import io.axoniq.axonserver.grpc.streams.CreateStreamResponse;
import io.axoniq.axonserver.grpc.streams.DeleteStreamRequest;
import io.axoniq.axonserver.grpc.streams.ListStreamsRequest;
import io.axoniq.axonserver.grpc.streams.PersistentStreamServiceGrpc;
import io.axoniq.axonserver.grpc.streams.ResetStreamRequest;
import io.axoniq.axonserver.grpc.streams.StreamRequest;
import io.axoniq.axonserver.grpc.streams.StreamSignal;
import io.axoniq.axonserver.grpc.streams.StreamStatus;
import io.axoniq.axonserver.grpc.streams.UpdateStreamRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.orderflow.axonserver.streams.PersistentStreams;
import java.util.concurrent.CompletionStage;

/** Persistent streams. */
final class PersistentStreamService extends PersistentStreamServiceGrpc.PersistentStreamServiceImplBase {

    private static PersistentStreams streams() {
        return CallScope.context().persistentStreams();
    }

    @Override
    public void createStream(CreateStreamRequest request, StreamObserver<CreateStreamResponse> caller) {
        Replies.written(Replies.open(caller), streams().create(request), created -> CreateStreamResponse.newBuilder()
                .setResult(created ? CreateResult.created : CreateResult.already_exists)
                .build());
    }

    @Override
    public StreamObserver<StreamRequest> openStream(StreamObserver<StreamSignal> caller) {
        return new PersistentStreamCall(streams(), SerialObserver.of(caller));
    }

    @Override
    public void deleteStream(DeleteStreamRequest request, StreamObserver<Empty> caller) {
        done(caller, streams().delete(request.getStreamId()));
    }

    @Override
    public void updateStream(UpdateStreamRequest request, StreamObserver<Empty> caller) {
        done(caller, streams().update(request.getStreamId(), request.getStreamName(), request.getSegments()));
    }

    @Override
    public void resetStream(ResetStreamRequest request, StreamObserver<Empty> caller) {
        done(caller, streams().reset(request.getStreamId(), request.getOptions()));
    }

    @Override
    public void listStreams(ListStreamsRequest request, StreamObserver<StreamStatus> caller) {
        Replies.readAll(caller, streams()::list);
    }

    private static void done(StreamObserver<Empty> caller, CompletionStage<Void> change) {
        ServerCallStreamObserver<Empty> call = Replies.open(caller);
        Replies.written(call, change, written -> Empty.getDefaultInstance());
    }
}
