package io.orderflow.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.customer.CustomerCommand.ChangeCustomerEmail;
import io.orderflow.api.customer.CustomerCommand.RegisterCustomer;
import io.orderflow.api.customer.CustomerCommand.RenameCustomer;
import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.junit.jupiter.api.Test;

class CustomerTest {

    private static final CustomerId ADA = new CustomerId("c1");
    private static final RegisterCustomer REGISTER = new RegisterCustomer(ADA, "Ada Lovelace", "ada@example.org");
    private static final CustomerRegistered REGISTERED = new CustomerRegistered(ADA, "Ada Lovelace",
            "ada@example.org");
    private static final CustomerRenamed RENAMED = new CustomerRenamed(ADA, "Ada King");
    private static final CustomerEmailChanged MOVED = new CustomerEmailChanged(ADA, "ada@king.example");

    private final AggregateTestFixture<Customer> customer = new AggregateTestFixture<>(Customer.class);

    @Test
    void isRegistered() {
        customer.givenNoPriorActivity().when(REGISTER).expectEvents(REGISTERED)
                .expectResultMessagePayload(new CommandResult(0));
    }

    @Test
    void changesNothingWhenRegisteredAgainAlsoAfterAChange() {
        customer.given(REGISTERED).when(REGISTER).expectNoEvents();
        customer.given(REGISTERED, RENAMED, MOVED).when(REGISTER).expectNoEvents()
                .expectResultMessagePayload(new CommandResult(2));
    }

    @Test
    void refusesAnotherRegistration() {
        for (RegisterCustomer other : List.of(new RegisterCustomer(ADA, "Eve", "ada@example.org"),
                new RegisterCustomer(ADA, "Ada Lovelace", "eve@example.org"))) {
            customer.given(REGISTERED).when(other).expectNoEvents().expectExceptionDetails(
                    Matchers.<Refusal>predicate(refusal -> refusal.code() == ProblemCode.ALREADY_EXISTS));
        }
    }

    @Test
    void isRenamedOnceAName() {
        customer.given(REGISTERED).when(new RenameCustomer(ADA, "Ada King")).expectEvents(RENAMED);
        customer.given(REGISTERED, RENAMED).when(new RenameCustomer(ADA, "Ada King")).expectNoEvents();
        customer.given(REGISTERED).when(new RenameCustomer(ADA, "Ada Lovelace")).expectNoEvents();
    }

    @Test
    void getsAnotherAddressOnce() {
        customer.given(REGISTERED).when(new ChangeCustomerEmail(ADA, "ada@king.example")).expectEvents(MOVED);
        customer.given(REGISTERED, MOVED).when(new ChangeCustomerEmail(ADA, "ada@king.example")).expectNoEvents();
        customer.given(REGISTERED, MOVED).when(new ChangeCustomerEmail(ADA, "ada@example.org"))
                .expectEvents(new CustomerEmailChanged(ADA, "ada@example.org"));
    }

    @Test
    void isNotFoundBeforeTheRegistration() {
        customer.givenNoPriorActivity().when(new RenameCustomer(ADA, "Ada King"))
                .expectException(AggregateNotFoundException.class);
        customer.givenNoPriorActivity().when(new ChangeCustomerEmail(ADA, "ada@king.example"))
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void belongsToItself() {
        Customer unknown = new Customer();
        assertThat(unknown.isOf("c2")).isTrue();
        unknown.on(REGISTERED);
        assertThat(unknown.isOf("c1")).isTrue();
        assertThat(unknown.isOf("c2")).isFalse();
    }

    /** A snapshot tells the same as the events before it, and is read under its stable name. */
    @Test
    void goesOnFromItsSnapshot() {
        CustomerState state = new CustomerState(ADA, "Ada Lovelace", "ada@example.org", "Ada King",
                "ada@king.example");
        customer.given(REGISTERED, RENAMED, MOVED).when(REGISTER)
                .expectState(after -> assertThat(after.state()).isEqualTo(state));
        customer.given(state).when(REGISTER).expectNoEvents()
                .expectState(after -> assertThat(after.state()).isEqualTo(state));

        StableNameSerializer serializer = new StableNameSerializer(MessageTypes.of(List.of(CustomerState.class)));
        SerializedObject<byte[]> written = serializer.serialize(state, byte[].class);
        assertThat(written.getType().getName()).isEqualTo("customer.state");
        assertThat(serializer.<byte[], Object>deserialize(written)).isEqualTo(state);
        assertThat(state.toString()).doesNotContain("Ada", "example");
    }
}
