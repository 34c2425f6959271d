package io.orderflow.axonserver.standalone.transfer;

import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of a source into a context, which is empty or has the first of them: so it goes on where it was cut
 * off. It reads each event back from the target, while the target stores the next ones, and compares it. For one thread,
 * and once for each pair of connections.
 */
final class Copier implements AutoCloseable {

    private static final int MAX_EVENTS = 500;
    private static final int MAX_BYTES = 1 << 20;

    /** How long it waits for news before it looks whether it is to go on. */
    private static final Duration NEWS_INTERVAL = Duration.ofMillis(200);
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final EventSource source;
    private final ContextClient target;
    private final boolean amongOthers;
    private final CopyProgress progress;
    private final PrintWriter out;
    private final EventReader ofSource;
    private final EventReader ofTarget;
    private long lastRead;
    private @Nullable EventWithToken next;
    private List<EventWithToken> appended = List.of();
    private CompletableFuture<?> stored = CompletableFuture.completedFuture(null);

    /**
     * @param amongOthers
     *            whether the target may have events that are not the source's
     */
    Copier(EventSource source, ContextClient target, boolean amongOthers, CopyProgress progress, PrintWriter out) {
        this.source = source;
        this.target = target;
        this.amongOthers = amongOthers;
        this.progress = progress;
        this.out = out;
        if (!progress.hasBegun()) {
            target.beginAt(source.firstToken());
            progress.begin(source.firstToken(), target.firstToken());
        }
        this.lastRead = progress.sourceToken();
        this.ofSource = source.after(lastRead);
        this.ofTarget = target.after(progress.targetToken());
    }

    /** Finds the events that the target has already. To be called first. */
    void compareWhatIsThere() {
        long end = target.lastToken();
        long head = source.lastToken();
        ProgressLine line = new ProgressLine(out, "Compared", end - progress.targetToken());
        while (progress.targetToken() < end) {
            EventWithToken there = ofTarget.next();
            if (next == null && lastRead < head) {
                next = read(ofSource.next());
            }
            if (next == null) {
                progress.other(there);
            } else if (there.getEvent().equals(next.getEvent())) {
                progress.found(next, there.getToken());
                next = null;
            } else {
                requireMayBeThere(there, next);
            }
            line.add(1);
        }
    }

    private EventWithToken read(EventWithToken event) {
        lastRead = event.getToken();
        return event;
    }

    private void requireMayBeThere(EventWithToken other, EventWithToken expected) {
        String identifier = expected.getEvent().getMessageIdentifier();
        if (!amongOthers || other.getEvent().getMessageIdentifier().equals(identifier)) {
            throw new IllegalStateException("The target has another event at token " + other.getToken()
                    + " than the source, whose event " + identifier + " belongs there" + (amongOthers
                            ? ""
                            : ". A target is empty, or has the first events of the source, unless --append allows"
                                    + " that it has others"));
        }
        progress.other(other);
    }

    /** Copies the events up to a token of the source. */
    void copyUpTo(long head) {
        ProgressLine line = new ProgressLine(out, "Events", head - progress.sourceToken());
        while (lastRead < head || next != null || !appended.isEmpty()) {
            line.add(step(head, EventReader.ANSWER_LIMIT));
        }
    }

    /** Copies the events of the source as they come, until it is told that this is enough. */
    void follow(Following following) {
        ProgressLine line = new ProgressLine(out, "Events", 0);
        out.printf(Locale.ROOT, "Following; %s%n", behind());
        out.flush();
        while (!following.isEnough(() -> source.lastToken() - progress.sourceToken())) {
            int found = step(NO_LIMIT, NEWS_INTERVAL);
            if (found > 0) {
                following.newsCame();
            }
            if (line.isDue()) {
                out.printf(Locale.ROOT, "Following; %s%n", behind());
                out.flush();
            }
        }
    }

    private String behind() {
        long head = source.lastToken();
        return String.format(Locale.ROOT, "the target has the source's events up to token %d of %d, %,d are missing",
                progress.sourceToken(), head, head - progress.sourceToken());
    }

    /**
     * Appends the next events, and reads back those that were appended before.
     *
     * @return how many were read back
     */
    private int step(long limit, Duration wait) {
        List<EventWithToken> batch = batch(limit, appended.isEmpty() ? wait : Duration.ZERO);
        answer();
        if (!batch.isEmpty()) {
            requireEndOfSource();
            stored = target.append(batch.stream().map(EventWithToken::getEvent).toList());
        }
        appended.forEach(this::readBack);
        int found = appended.size();
        appended = batch;
        return found;
    }

    private List<EventWithToken> batch(long limit, Duration wait) {
        List<EventWithToken> batch = new ArrayList<>();
        int bytes = 0;
        while (batch.size() < MAX_EVENTS && bytes < MAX_BYTES && (next != null || lastRead < limit)) {
            EventWithToken event = next;
            next = null;
            if (event == null) {
                event = limit == NO_LIMIT ? ofSource.poll(batch.isEmpty() ? wait : Duration.ZERO) : ofSource.next();
            }
            if (event == null) {
                break;
            }
            batch.add(read(event));
            bytes += event.getSerializedSize();
        }
        return batch;
    }

    private void answer() {
        if (!appended.isEmpty()) {
            try {
                ContextClient.answer(stored);
            } catch (ConnectionLost e) {
                throw e;
            } catch (IllegalStateException e) {
                throw new IllegalStateException("The target takes no event of the source's from token "
                        + appended.getFirst().getToken() + " on: " + e.getMessage(), e);
            }
            progress.appended(appended.size());
        }
    }

    private void requireEndOfSource() {
        if (!amongOthers && progress.others() > 0) {
            throw new IllegalStateException("The target has " + progress.others()
                    + " events of its own after those of the source, so that more of the source would have other tokens."
                    + " --append allows that");
        }
    }

    private void readBack(EventWithToken expected) {
        EventWithToken there = ofTarget.next();
        while (!there.getEvent().equals(expected.getEvent())) {
            requireMayBeThere(there, expected);
            there = ofTarget.next();
        }
        progress.found(expected, there.getToken());
    }

    @Override
    public void close() {
        ofSource.close();
        ofTarget.close();
    }
}
