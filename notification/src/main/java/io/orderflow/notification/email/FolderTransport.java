package io.orderflow.notification.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Writes each e-mail to a file that mail programs open, for development. A repetition replaces its file. Thread-safe: no
 * two write the same e-mail at once.
 */
final class FolderTransport implements MailTransport {

    private final Path folder;
    private final MailWriter writer;

    FolderTransport(Path folder, MailWriter writer) {
        this.folder = folder;
        this.writer = writer;
    }

    @Override
    public void send(String id, String address, EmailText text) {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        writer.write(message, id, address, text);
        try {
            Files.createDirectories(folder);
            Path half = folder.resolve(id + ".part");
            try (OutputStream out = Files.newOutputStream(half)) {
                message.writeTo(out);
            }
            Files.move(half, folder.resolve(id + ".eml"), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | MessagingException failed) {
            throw new NotSent("The e-mail cannot be written to its folder", failed);
        }
    }
}
