package io.orderflow.platform.backup;

import picocli.CommandLine.Command;

/**
 * Groups the commands on the data of the servers; {@code ./run server} without any of them is the event server itself.
 */
@Command(name = "server", mixinStandardHelpOptions = true, description = "Backs up, restores and checks the data of a system.", subcommands = {
        BackupCommand.class, RestoreCommand.class, VerifyCommand.class, StatsCommand.class})
public final class ServerCommand {}
