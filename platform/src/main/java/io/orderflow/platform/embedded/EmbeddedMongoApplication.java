package io.orderflow.platform.embedded;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The embedded database as a process of its own. */
@Command(name = "embedded-mongo", description = "A database for one machine, in place of MongoDB.")
public final class EmbeddedMongoApplication implements Callable<Integer> {

    @Option(names = "--read-models-port", required = true)
    private int readModelsPort;

    @Option(names = "--checkpoints-port", required = true)
    private int checkpointsPort;

    @Option(names = "--data", required = true)
    private Path data = Path.of("data");

    public static void main(String[] args) {
        System.exit(new CommandLine(new EmbeddedMongoApplication()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        EmbeddedMongo mongo = EmbeddedMongo.start(data, readModelsPort, checkpointsPort);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            mongo.close();
            end.countDown();
        }));
        end.await();
        return 0;
    }
}
