package io.orderflow.platform.services;

import io.orderflow.platform.certificates.CertificateAuthority;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes certificates for development. */
@Command(name = "certificates", mixinStandardHelpOptions = true, description = {
        "Makes an authority for development and a certificate for each process, or renews them.",
        "Running processes use renewed certificates from the next connection on."})
public final class CertificatesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", defaultValue = "data/certificates", description = "Where they are written (${DEFAULT-VALUE}). Only you can read the private keys.")
    private Path folder = Path.of("data", "certificates");

    @Option(names = "--name", paramLabel = "NAME", description = "A further host name to make a certificate for; may be repeated.")
    private List<String> further = List.of();

    @Option(names = "--days", defaultValue = "397", description = "For how many days they are valid (${DEFAULT-VALUE}).")
    private int days;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<String> names = Stream.concat(CertificateNames.all().stream(), further.stream()).toList();
        if (days < 1) {
            throw new ParameterException(spec.commandLine(), "--days needs a number from 1 on");
        }
        CertificateAuthority.in(folder.toAbsolutePath().normalize()).issue(names, Duration.ofDays(days));
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s has ca.crt, and a certificate (.crt) with its key (.key) of each of:%n  %s%n", folder,
                String.join(" ", names));
        out.printf("Start everything with them: ./run services --tls %1$s, or ./run --secure --tls %1$s%n", folder);
        return 0;
    }
}
