package io.orderflow.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a token of the issuer of a data folder. */
@Command(name = "token", mixinStandardHelpOptions = true, description = {"Prints a token, and nothing else.",
        "It is made with the key in the data folder, which only the folder's own user can read."})
public final class TokenCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Bearer bearer = new Bearer();

    @Option(names = "--hours", defaultValue = "1", description = "How long it is valid (${DEFAULT-VALUE}).")
    private int hours;

    @Option(names = "--data", defaultValue = "data", description = "The data folder of the platform (./${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** For whom the token is. */
    private static final class Bearer {

        @Option(names = "--customer", paramLabel = "ID", required = true, description = "A customer, who sees and changes what is its own.")
        private @Nullable String customer;

        @Option(names = "--operator", required = true, description = "An operator, who may do everything.")
        private boolean operator;

        @Option(names = "--scope", paramLabel = "SCOPE", split = ",", required = true, description = "Somebody who has these scopes and is no customer.")
        private @Nullable List<String> scopes;

        Grant grant() {
            if (customer != null) {
                return Grant.customer(customer);
            }
            return operator || scopes == null ? Grant.operator() : new Grant("token-command", null, scopes);
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TokenCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(IdentityFolder.in(data).token(bearer.grant(), Duration.ofHours(hours)));
        return 0;
    }
}
