package io.orderflow.benchmarks.relay;

import io.orderflow.benchmarks.measure.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A Kafka with one broker, in a process of its own. */
public final class KafkaProcess implements BrokerProcess {

    private static final String READY = "KAFKA ";

    private final Process process;
    private final String address;

    private KafkaProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static KafkaProcess start() throws IOException {
        Process process = JavaProcess.command(List.of("-Xmx1g"), KafkaProcess.class, List.of())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("Kafka does not start");
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
        return new KafkaProcess(process, line.substring(READY.length()));
    }

    @Override
    public String setting() {
        return "orderflow.relay.kafka.bootstrap-servers=" + address;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** Runs until the process that has started it ends. */
    public static void main(String[] arguments) throws Exception {
        JavaProcess.endWithParent();
        KafkaClusterTestKit kafka = new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder().setNumBrokerNodes(1).setNumControllerNodes(1).build()).build();
        kafka.format();
        kafka.startup();
        kafka.waitForReadyBrokers();
        System.out.println(READY + kafka.bootstrapServers());
        Thread.currentThread().join();
    }
}
