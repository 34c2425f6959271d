package io.orderflow.notification.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;

/**
 * Writes e-mails in the form of the internet.
 *
 * @param from the address that they come from
 */
record MailWriter(String from) {

    private static final String ID = "Message-ID";

    /**
     * Fills in an empty message. Its Message-ID follows from the identifier of the e-mail, so that a mail server or a
     * reader can tell a repetition.
     *
     * @throws RefusedForGood where the address is none
     */
    void write(MimeMessage message, String id, String address, EmailText text) {
        try {
            InternetAddress sender = new InternetAddress(from, true);
            message.setFrom(sender);
            message.setRecipients(RecipientType.TO, new Address[]{new InternetAddress(address, true)});
            message.setSubject(text.subject(), UTF_8.name());
            message.setText(text.body(), UTF_8.name());
            message.setSentDate(new Date());
            // Nobody answers, and no machine's answer may come back.
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            String domain = sender.getAddress().replaceFirst(".*@", "");
            message.setHeader(ID, "<" + id + "@" + domain + ">");
        } catch (AddressException unusable) {
            throw new RefusedForGood("The e-mail address is not one", unusable);
        } catch (MessagingException unwritable) {
            throw new NotSent("The e-mail cannot be written", unwritable);
        }
    }
}
