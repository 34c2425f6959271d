package io.orderflow.platform.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The brokers to which events are published, as the command line names them: {@code kafka=HOST:PORT} and {@code
 * rabbitmq=amqp://USER:PASSWORD@HOST:PORT}. No message of an exception has what was written, because a password may be in
 * it.
 */
public final class RelayAddresses {

    private static final String KAFKA = "kafka";
    private static final String RABBITMQ = "rabbitmq";
    private static final Map<String, String> SETTINGS = Map.of(KAFKA, "orderflow.relay.kafka.bootstrap-servers",
            RABBITMQ, "orderflow.relay.rabbitmq.uri");
    private static final Pattern HOST_AND_PORT = Pattern.compile("[^\\s:/@,]+:(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    private final Map<String, String> byBroker;

    private RelayAddresses(Map<String, String> byBroker) {
        this.byBroker = byBroker;
    }

    /**
     * Reads the addresses.
     *
     * @throws IllegalArgumentException with a sentence for people, where an address cannot be used or a broker is named
     *                                  twice
     */
    public static RelayAddresses parse(List<String> addresses) {
        return new RelayAddresses(byBroker(addresses));
    }

    public boolean isEmpty() {
        return byBroker.isEmpty();
    }

    /** The settings of the relay, as {@code --name=value}. */
    public List<String> settings() {
        List<String> settings = new ArrayList<>();
        byBroker.forEach((broker, address) -> settings.add("--" + SETTINGS.get(broker) + "=" + address));
        return settings;
    }

    /** The same settings as variables of the environment of a process. */
    public Map<String, String> relayEnvironment() {
        Map<String, String> variables = new LinkedHashMap<>();
        byBroker.forEach((broker, address) -> variables
                .put(SETTINGS.get(broker).replace("-", "").replace('.', '_').toUpperCase(), address));
        return variables;
    }

    /**
     * The variables by which a process with Spring Boot's own clients reaches the same brokers. Its address of RabbitMQ has
     * the user apart, because Spring Boot takes an escaped character of a password as it is.
     */
    public Map<String, String> readerEnvironment() {
        Map<String, String> variables = new LinkedHashMap<>();
        Optional.ofNullable(byBroker.get(KAFKA))
                .ifPresent(address -> variables.put("SPRING_KAFKA_BOOTSTRAPSERVERS", address));
        Optional.ofNullable(byBroker.get(RABBITMQ)).map(URI::create).ifPresent(uri -> {
            String user = uri.getUserInfo();
            variables.put("SPRING_RABBITMQ_ADDRESSES", uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort());
            variables.put("SPRING_RABBITMQ_USERNAME", user.substring(0, user.indexOf(':')));
            variables.put("SPRING_RABBITMQ_PASSWORD", user.substring(user.indexOf(':') + 1));
            if (uri.getPath().length() > 1) {
                variables.put("SPRING_RABBITMQ_VIRTUALHOST", uri.getPath().substring(1));
            }
        });
        return variables;
    }

    private static Map<String, String> byBroker(List<String> addresses) {
        Map<String, String> byBroker = new LinkedHashMap<>();
        for (String address : addresses) {
            int end = address.indexOf('=');
            String broker = end < 0 ? "" : address.substring(0, end);
            if (!SETTINGS.containsKey(broker)) {
                throw new IllegalArgumentException(
                        "--relay needs kafka=HOST:PORT or rabbitmq=amqp://USER:PASSWORD@HOST:PORT");
            }
            if (byBroker.put(broker, requireUsable(broker, address.substring(end + 1))) != null) {
                throw new IllegalArgumentException("--relay names " + broker + " twice; each broker can be named once");
            }
        }
        return byBroker;
    }

    private static String requireUsable(String broker, String address) {
        if (broker.equals(KAFKA)) {
            for (String server : address.split(",", -1)) {
                requireHostAndPort(server, "--relay kafka= needs HOST:PORT, or several of them with commas");
            }
            return address;
        }
        String form = "--relay rabbitmq= needs amqp://USER:PASSWORD@HOST:PORT; amqps:// is for TLS, and special "
                + "characters of the password are written as %40 and the like";
        try {
            URI uri = new URI(address);
            boolean isAmqp = "amqp".equals(uri.getScheme()) || "amqps".equals(uri.getScheme());
            String user = uri.getUserInfo();
            if (!isAmqp || user == null || user.indexOf(':') < 1) {
                throw new IllegalArgumentException(form);
            }
            requireHostAndPort(uri.getHost() + ":" + uri.getPort(), form);
            return address;
        } catch (URISyntaxException unreadable) {
            throw new IllegalArgumentException(form);
        }
    }

    private static void requireHostAndPort(String address, String form) {
        Matcher matcher = HOST_AND_PORT.matcher(address);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_PORT
                || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(form);
        }
    }
}
