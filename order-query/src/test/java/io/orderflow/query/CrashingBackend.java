package io.orderflow.query;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory that kills the process that uses it, at a command chosen beforehand: before it is carried out,
 * after the first half of it, or after the whole but before the answer. Thread-safe.
 */
final class CrashingBackend extends MemoryBackend {

    private volatile @Nullable Crash next;

    /** When a command is cut off. */
    enum Moment {
        BEFORE, WITHIN, AFTER
    }

    /** What the database is asked to do. */
    record Command(Document content) {

        private static final List<String> PARTS = List.of("updates", "deletes", "documents");

        String name() {
            return content.keySet().iterator().next();
        }

        String collection() {
            return String.valueOf(name().equals("getMore") ? content.get("collection") : content.get(name()));
        }

        boolean isWrite() {
            return List.of("insert", "update", "delete", "findandmodify").contains(name().toLowerCase());
        }

        boolean mentions(String word) {
            return content.toString().contains('"' + word + '"');
        }

        /** Leaves out the second half of what is to be written; of a single document, all. */
        void cutInHalf() {
            for (String part : PARTS) {
                if (content.get(part) instanceof List<?> whole) {
                    content.put(part, List.copyOf(whole.subList(0, whole.size() / 2)));
                }
            }
        }
    }

    /** One kill, to come or done. */
    static final class Crash {

        private final Predicate<Command> target;
        private final Moment moment;
        private final Runnable kill;
        private final AtomicInteger skipped;
        private final CountDownLatch done = new CountDownLatch(1);

        private Crash(Predicate<Command> target, int skipped, Moment moment, Runnable kill) {
            this.target = target;
            this.skipped = new AtomicInteger(skipped);
            this.moment = moment;
            this.kill = kill;
        }

        private boolean hits(Command command) {
            return target.test(command) && skipped.getAndDecrement() == 0;
        }

        private void strike() {
            kill.run();
            done.countDown();
        }

        boolean isDone() {
            return done.getCount() == 0;
        }

        boolean await(long seconds) throws InterruptedException {
            return done.await(seconds, TimeUnit.SECONDS);
        }
    }

    /**
     * Lets the next command but so many that meets the condition be the last of the process.
     *
     * @param kill returns when the process is gone
     */
    Crash raise(Predicate<Command> target, int skipped, Moment moment, Runnable kill) {
        Crash blow = new Crash(target, skipped, moment, kill);
        next = blow;
        return blow;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Command command = new Command(message.getDocument());
        Crash blow = next;
        if (blow == null || !blow.hits(command)) {
            return super.handleMessage(message);
        }
        if (blow.moment == Moment.WITHIN) {
            command.cutInHalf();
        }
        Document answer = blow.moment == Moment.BEFORE ? new Document("ok", 0) : super.handleMessage(message);
        blow.strike();
        return answer;
    }
}
