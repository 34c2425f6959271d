package io.orderflow.identity;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The people who can sign in, in the file {@value #FILE}, which is read at each sign-in. It is made with a customer and
 * an operator, whose passwords are drawn. A password stands there with its kind, as in <code>{noop}word</code> or
 * <code>{bcrypt}$2a$…</code>. Plain words are tolerable here, because the file lies beside the private key, which is
 * worth more, and has the same reader. Thread-safe.
 */
final class UserFile implements UserDetailsService {

    static final String FILE = "users.json";
    private static final int SECRET_BYTES = 12;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    /** A person who can sign in. */
    record Person(String name, String password, Grant grant) {}

    UserFile(Path folder) {
        this.file = folder.resolve(FILE);
        people();
    }

    Optional<Person> find(String name) {
        return people().stream().filter(person -> person.name().equals(name)).findFirst();
    }

    private List<Person> people() {
        String text = OwnerFiles.readOrMake(file, UserFile::first);
        try {
            return List.of(JSON.readValue(text, Person[].class));
        } catch (JacksonException broken) {
            throw new IllegalStateException(file + " is no list of users: " + broken.getOriginalMessage(), broken);
        }
    }

    private static String first() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(List.of(
                new Person("customer", secret(), Grant.customer("c1")),
                new Person("operator", secret(), Grant.operator())));
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "{noop}" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        Person person = find(name).orElseThrow(() -> new UsernameNotFoundException(name));
        return User.withUsername(person.name()).password(person.password()).authorities("SIGNED_IN").build();
    }
}
