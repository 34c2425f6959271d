package io.orderflow.benchmarks.server;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.orderflow.benchmarks.measure.JavaProcess;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Runs the idle server as a process of its own. */
final class IdleServer {

    private IdleServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        JavaProcess.endWithParent();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .directExecutor();
        IdleServices.all().forEach(builder::addService);
        Server server = builder.build().start();
        System.out.println("idle server ready on 127.0.0.1:" + server.getPort());
        server.awaitTermination();
    }
}
