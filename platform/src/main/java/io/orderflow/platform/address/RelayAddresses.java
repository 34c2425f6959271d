package io.orderflow.platform.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private RelayAddresses() {}

    /**
     * The settings of the relay, as {@code --name=value}.
     *
     * @throws IllegalArgumentException with a sentence for people, where an address cannot be used or a broker is named
     *                                  twice
     */
    public static List<String> settings(List<String> addresses) {
        List<String> settings = new ArrayList<>();
        byBroker(addresses).forEach((broker, address) -> settings.add("--" + SETTINGS.get(broker) + "=" + address));
        return settings;
    }

    /** The same settings as variables of the environment of a process. */
    public static Map<String, String> environment(List<String> addresses) {
        Map<String, String> variables = new LinkedHashMap<>();
        byBroker(addresses).forEach((broker, address) -> variables
                .put(SETTINGS.get(broker).replace("-", "").replace('.', '_').toUpperCase(), address));
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
