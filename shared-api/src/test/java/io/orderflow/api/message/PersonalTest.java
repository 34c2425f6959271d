package io.orderflow.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.customer.CustomerCommand.ChangeCustomerEmail;
import io.orderflow.api.customer.CustomerCommand.RegisterCustomer;
import io.orderflow.api.customer.CustomerCommand.RenameCustomer;
import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.order.CustomerId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a log may be told of a message: everything but its personal values. */
class PersonalTest {

    private static final CustomerId CUSTOMER = new CustomerId("c1");
    private static final AccountId ACCOUNT = new AccountId("a1");
    private static final String NAME = "Ada Lovelace";
    private static final String EMAIL = "ada@example.org";

    static Stream<Object> messages() {
        return Stream.of(new RegisterCustomer(CUSTOMER, NAME, EMAIL), new RenameCustomer(CUSTOMER, NAME),
                new ChangeCustomerEmail(CUSTOMER, EMAIL), new CustomerRegistered(CUSTOMER, NAME, EMAIL),
                new CustomerRenamed(CUSTOMER, NAME), new CustomerEmailChanged(CUSTOMER, EMAIL),
                new OpenAccount(ACCOUNT, NAME, "USD", CUSTOMER), new AccountOpened(ACCOUNT, NAME, "USD", CUSTOMER));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isLeftOutOfWhatALogShows(Object message) {
        assertThat(message.toString()).startsWith(message.getClass().getSimpleName() + "[").contains("customer:c1")
                .doesNotContain(NAME, EMAIL);
    }

    /** A message with a new personal value has to be among those above. */
    @Test
    void knowsEveryMessageWithPersonalValues() {
        Set<Class<?>> personal = MessageCatalog.published()
                .stream()
                .flatMap(Samples::recordsOf)
                .filter(type -> Stream.of(type.getRecordComponents())
                        .anyMatch(component -> component.isAnnotationPresent(Personal.class)))
                .collect(Collectors.toSet());

        assertThat(messages().map(Object::getClass)).containsExactlyInAnyOrderElementsOf(personal);
    }
}
