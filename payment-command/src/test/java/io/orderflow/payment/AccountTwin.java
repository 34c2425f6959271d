package io.orderflow.payment;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.CaptureHold;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountCommand.ReleaseHold;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.gateway.EventGateway;

/** Stands in for all accounts: it has room for every hold, except where an account's name says otherwise. */
final class AccountTwin {

    static final AccountId RICH = new AccountId("rich");
    static final AccountId POOR = new AccountId("poor");
    static final AccountId MISSING = new AccountId("missing");
    static final AccountId AWAY_AT_FIRST = new AccountId("away-at-first");
    static final AccountId UNREACHABLE = new AccountId("unreachable");

    private static final CommandResult DONE = new CommandResult(0);

    private final EventGateway events;
    private final AtomicInteger attempts = new AtomicInteger();

    AccountTwin(EventGateway events) {
        this.events = events;
    }

    @CommandHandler
    CommandResult handle(PlaceHold command) {
        boolean away = command.accountId().equals(UNREACHABLE)
                || command.accountId().equals(AWAY_AT_FIRST) && attempts.incrementAndGet() == 1;
        if (away) {
            throw new IllegalStateException("The ledger is away");
        }
        return publish(command.accountId().equals(POOR)
                ? new HoldRefused(POOR, command.holdId(), command.amount(), HoldRefusal.INSUFFICIENT_FUNDS, null)
                : new HoldPlaced(command.accountId(), command.holdId(), command.amount()));
    }

    @CommandHandler
    CommandResult handle(CaptureHold command) {
        return publish(new HoldCaptured(command.accountId(), command.holdId(), Money.zero("USD")));
    }

    @CommandHandler
    CommandResult handle(ReleaseHold command) {
        if (command.accountId().equals(MISSING)) {
            throw new CommandRefused(ProblemCode.NOT_FOUND, "There is no account:missing");
        }
        return publish(new HoldReleased(command.accountId(), command.holdId(), Money.zero("USD")));
    }

    @CommandHandler
    CommandResult handle(Deposit command) {
        return publish(new MoneyDeposited(command.accountId(), command.amount(), command.transactionId(),
                command.source()));
    }

    private CommandResult publish(AccountEvent event) {
        events.publish(event);
        return DONE;
    }
}
