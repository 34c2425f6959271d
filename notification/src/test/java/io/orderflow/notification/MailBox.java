package io.orderflow.notification;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An SMTP server in this JVM, which can be away, and all e-mails that it has taken. One thread uses it. */
final class MailBox implements AutoCloseable {

    private final int port = freePort();
    private final List<MimeMessage> earlier = new ArrayList<>();
    private GreenMail server = started();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private GreenMail started() {
        GreenMail started = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        started.start();
        return started;
    }

    int port() {
        return port;
    }

    void stop() {
        earlier.addAll(Arrays.asList(server.getReceivedMessages()));
        server.stop();
    }

    void restart() {
        server = started();
    }

    /** Each e-mail as its receiver, its subject and its identifier. */
    List<Mail> mails() {
        List<MimeMessage> all = new ArrayList<>(earlier);
        all.addAll(Arrays.asList(server.getReceivedMessages()));
        return all.stream().map(MailBox::read).toList();
    }

    /** The e-mails about an order. */
    List<Mail> about(String order) {
        return mails().stream().filter(mail -> mail.subject().startsWith("Your order " + order + " ")).toList();
    }

    record Mail(String to, String subject, String text, String id) {}

    private static Mail read(MimeMessage message) {
        try {
            return new Mail(message.getAllRecipients()[0].toString(), message.getSubject(),
                    message.getContent().toString(), message.getMessageID());
        } catch (MessagingException | IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
