package io.orderflow.console.api;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Brings requests to the platform. Thread-safe. */
interface Calls {

    /** An answer of any status. */
    record Answer(int status, HttpHeaders headers, byte[] body) {}

    /** A read that has begun. */
    interface Pending {

        /** @throws IOException where there is no answer in time, or none at all */
        Answer await() throws IOException;
    }

    /** @throws IOException where there is no answer in time, or none at all */
    Answer send(HttpMethod method, URI target, HttpHeaders headers, byte @Nullable [] body) throws IOException;

    /** Begins a read (GET), which goes on while the caller does something else. */
    default Pending begin(URI target, HttpHeaders headers) {
        FutureTask<Answer> reading = new FutureTask<>(() -> send(HttpMethod.GET, target, headers, null));
        Thread.startVirtualThread(reading);
        return () -> {
            try {
                return reading.get();
            } catch (ExecutionException noAnswer) {
                throw new IOException("There is no answer", noAnswer.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while the platform answers", interrupted);
            }
        };
    }
}
