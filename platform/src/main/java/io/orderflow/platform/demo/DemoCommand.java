package io.orderflow.platform.demo;

import io.orderflow.audit.Audit;
import io.orderflow.audit.AuditOptions;
import io.orderflow.audit.AuditReport;
import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.audit.AuditTarget;
import io.orderflow.identity.Grant;
import io.orderflow.identity.IdentityFolder;
import io.orderflow.platform.audit.ReportTable;
import io.orderflow.platform.embedded.Platform;
import io.orderflow.platform.embedded.PlatformOptions;
import io.orderflow.platform.rebuild.RunningRebuild;
import io.orderflow.platform.services.ServiceProcesses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Runs the platform on a fresh data folder through a few hundred orders, and proves that everything adds up. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Places a few hundred orders and audits the result.")
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--services", description = "Runs every service as a process of its own.")
    private boolean services;

    @Option(names = "--orders", defaultValue = ""
            + Plan.ORDERS, description = "The number of orders to place (${DEFAULT-VALUE}).")
    private int orders = Plan.ORDERS;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final List<String> breaches = new ArrayList<>();
    private @Nullable String operator;

    @Override
    public Integer call() throws IOException {
        Path data = Files.createTempDirectory("orderflow-demo-");
        long began = System.nanoTime();
        if (services) {
            say("Starting the event store, the database, the issuer, every service and the gateway as processes…");
            try (ServiceProcesses processes = ServiceProcesses.startIdentifiedOnFreePorts(data)) {
                stopOnInterrupt(processes);
                URI gateway = processes.startGateway(PlatformOptions.LOOPBACK);
                IdentityFolder identity = IdentityFolder.in(data);
                operator = identity.token(Grant.operator(), TOKEN_LIFE);
                play(new Api((method, path) -> gateway),
                        customer -> identity.token(Grant.customer(customer), TOKEN_LIFE), began);
                audit(processes.addresses());
            }
        } else {
            say("Starting Orderflow in one process…");
            try (Platform platform = Platform.start(PlatformOptions.embedded(data))) {
                play(Api.at(platform.port()), customer -> null, began);
                audit(platform.addresses());
            }
        }
        return conclude(data, began);
    }

    private void play(Api anybody, UnaryOperator<@Nullable String> tokens, long began) {
        say("Ready after %.1f s.", secondsSince(began));
        Plan plan = Plan.draw(orders);
        Api api = anybody.as(operator);
        DemoRun run = new DemoRun(api, tokens, plan);
        run.stockUp();
        run.openAccounts();
        say("Listed %d products and opened %d accounts.", plan.products().size(), plan.accounts().size());
        long placing = System.nanoTime();
        run.placeOrders();
        say("Placed %d orders in %.1f s.", plan.orders().size(), secondsSince(placing));
        run.awaitRest();
        say("All at rest after %.1f s; shipping some, cancelling others…", secondsSince(placing));
        run.shipAndCancel();
        run.awaitRest();
        Map<String, JsonNode> orders = run.readOrders();
        prove(api, plan, run, orders);
        rebuild(api, run, orders);
    }

    private void prove(Api api, Plan plan, DemoRun run, Map<String, JsonNode> orders) {
        print(orders);
        JsonNode trialBalance = api.get("/ledger/trial-balance", api.head()).expect(200);
        printBalance(trialBalance);
        Proof proof = new Proof(plan, orders);
        check("every order ended as it had to", proof.outcomes());
    }

    private void audit(Addresses addresses) {
        say("%nThe audit, out of the event log and the read models themselves:");
        try (AuditTarget target = AuditTarget.connect(addresses)) {
            AuditReport report = Audit.run(target, AuditOptions.atRest());
            ReportTable.print(report, spec.commandLine().getOut());
            report.findings().forEach(finding -> breaches.add(finding.toString()));
        }
    }

    private void rebuild(Api api, DemoRun run, Map<String, JsonNode> before) {
        say("%nRebuilding the projection of orders from its events:");
        JsonNode rebuild = rebuilt(api);
        check("the rebuild was promoted", rebuild.path("state").asString().equals("PROMOTED")
                ? List.of()
                : List.of(rebuild.toString()));
        Map<String, JsonNode> after = run.readOrders();
        check("the rebuilt documents equal the old ones",
                before.keySet().stream().filter(id -> !before.get(id).equals(after.get(id)))
                        .map(id -> "before: " + before.get(id) + "\n      after:  " + after.get(id)).toList());
    }

    private JsonNode rebuilt(Api api) {
        try {
            return RunningRebuild.start(api.base("POST", "/projections/orders/rebuilds"), "orders", "auto", operator)
                    .watch(spec.commandLine().getOut());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a rebuild was watched", interrupted);
        }
    }

    private void print(Map<String, JsonNode> orders) {
        Map<String, Long> counts = new TreeMap<>();
        orders.values().forEach(order -> counts.merge("%-10s %s".formatted(order.path("status").asString(),
                order.path("reason").isString() ? order.path("reason").asString() : ""), 1L, Long::sum));
        say("%n  orders  outcome");
        counts.forEach((outcome, count) -> say("  %6d  %s", count, outcome));
    }

    private void printBalance(JsonNode trialBalance) {
        say("%n  %-14s %16s %16s", "trial balance", "debit", "credit");
        for (JsonNode currency : trialBalance.path("currencies")) {
            String code = currency.path("currency").asString();
            for (JsonNode account : currency.path("accounts")) {
                say("  %-3s %-10s %16s %16s", code, account.path("account").asString(),
                        account.path("debit").asString(), account.path("credit").asString());
            }
            say("  %-3s %-10s %33s", code, "difference", currency.path("difference").asString());
        }
        say("");
    }

    private void check(String claim, List<String> found) {
        say("  %s %s", found.isEmpty() ? "✓" : "✗", claim);
        found.stream().limit(5).forEach(breach -> say("      %s", breach));
        breaches.addAll(found);
    }

    private int conclude(Path data, long began) throws IOException {
        if (!breaches.isEmpty()) {
            say("%n%d things do not add up; the data is in %s", breaches.size(), data);
            return 1;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        say("%nEverything adds up, in %.1f s.", secondsSince(began));
        return 0;
    }

    /** Stops the processes with this one, so that they do not outlive a demo that is interrupted. */
    private static void stopOnInterrupt(ServiceProcesses processes) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(processes::close));
    }

    private void say(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(format + "%n", arguments);
        out.flush();
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
