package io.orderflow.axonserver.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Stands between clients and a server, and cuts, stalls or slows their connections. Thread-safe. */
public final class Proxy implements AutoCloseable {

    private static final long STALL_CHECK_NANOS = 5_000_000;

    private final ServerSocket listener;
    private final int target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean stalled;
    private volatile long nanosPerChunk;

    public Proxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // The proxy is closed.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException away) {
            client.close();
            return;
        }
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> pass(client, server));
        Thread.ofVirtual().start(() -> pass(server, client));
    }

    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[8_192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                while (stalled && !from.isClosed()) {
                    LockSupport.parkNanos(STALL_CHECK_NANOS);
                }
                LockSupport.parkNanos(nanosPerChunk);
                out.write(chunk, 0, read);
            }
        } catch (IOException e) {
            // One end is gone, and so is the other now.
        }
    }

    /** Ends all connections that there are, without a farewell. New ones are taken. */
    public void cut() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Lets nothing through, or all that has come meanwhile. */
    public void stall(boolean stall) {
        stalled = stall;
    }

    /** Lets a chunk of at most 8 KiB wait so long. */
    public void slow(long nanos) {
        nanosPerChunk = nanos;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        stalled = false;
        cut();
    }
}
