package io.orderflow.service.resilience;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.queryhandling.NoHandlerForQueryException;

/** Describes a failure in words that anybody may read: without names of classes, addresses and credentials. */
public final class FailureText {

    private static final int MAX_LENGTH = 300;
    private static final int MAX_CAUSES = 3;
    private static final String UNKNOWN = "An unexpected failure, which the log describes";
    private static final String NOBODY = "Nobody is there to answer";
    private static final String DATABASE = "The database cannot be used at the moment";
    private static final Pattern DRIVER = Pattern.compile("(?:^|; )com\\.mongodb\\.");
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z_][\\w$]*\\.)+[A-Z][\\w$.]*(?::\\s*)?");
    private static final Pattern SIMPLE_NAME = Pattern.compile("\\b[A-Z]\\w*(?:Exception|Error)\\b(?::\\s*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("://[^\\s/@]*@");
    private static final Pattern LINES = Pattern.compile("\\s*\\R\\s*");
    private static final List<Class<? extends Throwable>> STORE_AWAY = List.of(EventStoreException.class,
            AxonServerException.class, io.axoniq.axonserver.connector.AxonServerException.class,
            StatusRuntimeException.class, StatusException.class);

    private FailureText() {}

    /** One sentence of at most 300 characters. */
    public static String of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        return switch (cause) {
            case MongoBulkWriteException bulk when !bulk.getWriteErrors().isEmpty() -> "The database refuses to write "
                    + "some documents: error " + bulk.getWriteErrors().getFirst().getCode();
            case MongoTimeoutException away -> "The database does not answer";
            case MongoSocketException away -> "The database does not answer";
            case MongoServerException refused -> "The database refuses the operation: error " + refused.getCode();
            case MongoException other -> DATABASE;
            case NoHandlerForCommandException away -> NOBODY;
            case NoHandlerForQueryException away -> NOBODY;
            case NullPointerException mistake -> UNKNOWN;
            case ClassCastException mistake -> UNKNOWN;
            case IndexOutOfBoundsException mistake -> UNKNOWN;
            case LinkageError mistake -> UNKNOWN;
            default -> isStoreAway(cause)
                    ? "The event store cannot be used at the moment"
                    : plain(Objects.requireNonNullElse(cause.getMessage(), ""));
        };
    }

    /** The sentences of the failure and of its causes, each once, where they have any. */
    public static String ofChain(Throwable failure) {
        List<String> sentences = new ArrayList<>();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            String sentence = of(cause);
            if (!sentence.equals(UNKNOWN) && sentences.stream().noneMatch(known -> known.contains(sentence))) {
                sentences.add(sentence);
            }
        }
        return sentences.isEmpty() ? UNKNOWN : String.join("; ", sentences);
    }

    /** Describes in such words a failure of which a text was kept, its class and its message perhaps. */
    public static String ofKept(String described) {
        return DRIVER.matcher(described).find() ? DATABASE : plain(described);
    }

    /** Whether the failure is a known outage, so that its stack trace tells nothing more. */
    public static boolean isOutage(Throwable failure) {
        Throwable cause = unwrapped(failure);
        return cause instanceof MongoException || isStoreAway(cause);
    }

    private static boolean isStoreAway(Throwable cause) {
        return STORE_AWAY.stream().anyMatch(kind -> kind.isInstance(cause));
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String plain(String message) {
        String text = CREDENTIALS.matcher(LINES.matcher(message).replaceAll(" ")).replaceAll("://");
        text = SIMPLE_NAME.matcher(CLASS_NAME.matcher(text).replaceAll("")).replaceAll("").strip();
        if (text.isEmpty()) {
            return UNKNOWN;
        }
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    }
}
