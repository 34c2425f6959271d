package io.orderflow.notification.email;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/** Sends e-mails by SMTP. The sender keeps an explicit Message-ID, and may be shared by threads. */
final class SmtpTransport implements MailTransport {

    /** From this code on the server says that to try again will not help. */
    private static final int PERMANENT = 550;

    private final JavaMailSender sender;
    private final MailWriter writer;

    SmtpTransport(JavaMailSender sender, MailWriter writer) {
        this.sender = sender;
        this.writer = writer;
    }

    @Override
    public void send(String id, String address, EmailText text) {
        MimeMessage message = sender.createMimeMessage();
        writer.write(message, id, address, text);
        try {
            sender.send(message);
        } catch (MailAuthenticationException refused) {
            throw new NotSent("The mail server does not let this service in", refused);
        } catch (MailSendException failed) {
            if (failed.getMessageExceptions().length > 0 && isForGood(failed.getMessageExceptions()[0])) {
                throw new RefusedForGood("The mail server refuses the e-mail address for good", failed);
            }
            throw new NotSent("The mail server has not taken the e-mail", failed);
        } catch (MailException failed) {
            throw new NotSent("The mail server has not taken the e-mail", failed);
        }
    }

    /** The exception of the address is chained to that of the message. */
    private static boolean isForGood(Exception failure) {
        return failure instanceof SendFailedException refused
                && refused.getNextException() instanceof SMTPAddressFailedException address
                && address.getReturnCode() >= PERMANENT;
    }
}
