package io.orderflow.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.account.AccountId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an entry: the account, a colon, and the version of the account that the entry made, {@code ada:3}.
 *
 * @param version the sequence number of the entry's event
 */
public record EntryId(AccountId accountId, long version) {

    private static final Pattern FORM = Pattern.compile("(?<account>[^:]+):(?<version>0|[1-9]\\d{0,17})");

    /** @throws InvalidValue where the text has another form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EntryId of(String text) {
        Matcher form = FORM.matcher(text);
        InvalidValue.require(form.matches(), "entryId must be an account, a colon and a version, such as ada:3");
        return new EntryId(new AccountId(form.group("account")), Long.parseLong(form.group("version")));
    }

    @Override
    @JsonValue
    public String toString() {
        return accountId.value() + ":" + version;
    }
}
