package io.orderflow.projection.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of several actors, each in a thread of its own, of which only one moves at a time: from one {@link #step} to the
 * next. Which one is next is decided by a list of choices, so that each run can be repeated. The run ends when nobody can
 * move any more: all have ended, or wait for what will not come.
 */
public final class Schedule {

    private static final int LIMIT_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();
    private final List<Actor> actors = new ArrayList<>();
    private final Choices choices;
    private @Nullable Actor moving;
    private @Nullable Throwable failure;
    private boolean over;

    private static final class Actor {

        private final String name;
        private final Runnable work;
        private BooleanSupplier enabled = () -> true;
        private boolean ended;

        Actor(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }
    }

    Schedule(Choices choices) {
        this.choices = choices;
    }

    /** Lets others move here, in every order. To be called by actors only; elsewhere it does nothing. */
    public void step() {
        until(() -> true);
    }

    /** Waits until the condition holds, which only changes while others move. */
    public void until(BooleanSupplier condition) {
        lock.lock();
        try {
            Actor self = moving;
            if (self == null || over) {
                return;
            }
            self.enabled = condition;
            pass();
            awaitTurn(self);
        } finally {
            lock.unlock();
        }
    }

    /** Runs the actors until none can move, and ends the waiting ones by interrupting them. */
    void run(Map<String, Runnable> works) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        works.forEach((name, work) -> {
            Actor actor = new Actor(name, work);
            actors.add(actor);
            threads.add(Thread.ofVirtual().name(name).unstarted(() -> live(actor)));
        });
        threads.forEach(Thread::start);
        lock.lock();
        try {
            pass();
            while (!over && failure == null) {
                if (!turned.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("An actor neither ended nor came to a step: " + choices);
                }
            }
        } finally {
            lock.unlock();
        }
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        }
        if (failure != null) {
            throw new AssertionError("An actor failed: " + choices, failure);
        }
    }

    private void live(Actor actor) {
        lock.lock();
        try {
            awaitTurn(actor);
        } finally {
            lock.unlock();
        }
        try {
            if (!over) {
                actor.work.run();
            }
        } catch (Throwable thrown) {
            failure = over ? failure : thrown;
        } finally {
            lock.lock();
            try {
                actor.ended = true;
                if (moving == actor) {
                    pass();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void awaitTurn(Actor self) {
        while (moving != self && !over) {
            turned.awaitUninterruptibly();
        }
    }

    private void pass() {
        List<Actor> able = actors.stream().filter(actor -> !actor.ended && actor.enabled.getAsBoolean()).toList();
        if (able.isEmpty()) {
            over = true;
            moving = null;
        } else {
            moving = able.get(choices.next(able.stream().map(actor -> actor.name).toList(),
                    moving == null ? null : moving.name));
        }
        turned.signalAll();
    }
}
