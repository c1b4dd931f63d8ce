package dev.schemamigration.operator.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the background, so many at once, in fair {@link Shares} for namespaces and servers.
 *
 * <p>A task that uses no processor waits for its server, and so does one that takes long: both give
 * their place to another, as does one that waits for a lock, within the limits of what may be under
 * way in all. So servers that hang hold places for moments only, however many they are.
 *
 * <p>Each task has a platform thread: resolving a host name, which may take as long as somebody's
 * name server likes, would keep a virtual thread on its carrier, and with a few of them all others.
 */
public final class FairExecutor implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FairExecutor.class.getName());

  /** Tasks under way, working or not: each has a thread and its connections. */
  private static final int UNDER_WAY = 256;

  /** How often a task is looked at while it has its place without being slow. */
  private static final int CHECKS = 20;

  /** Of the time between two looks, the part of processor time below which a task waits. */
  private static final int PART_OF_WORK = 100;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int places;
  private final Duration prompt;
  private final Thread.Builder threads;
  private final Shares shares;
  private final TaskQueue<Task> queue = new TaskQueue<>();
  private final Queue<Task> resuming = new ArrayDeque<>();
  private final Set<Task> underWay = new HashSet<>();
  private final ScheduledThreadPoolExecutor timer;
  private final StartDelay delay = new StartDelay();
  private int working;
  private boolean closed;

  /**
   * @param name of its threads, before their number
   * @param places how many tasks work at once
   * @param perServer how many may be under way on one server
   * @param prompt how long a task has its place, unless it ends before
   */
  public FairExecutor(String name, int places, int perServer, Duration prompt) {
    this.places = places;
    this.prompt = prompt;
    this.threads = Thread.ofPlatform().daemon().name(name, 0);
    this.shares = new Shares(Math.max(UNDER_WAY, 2 * places), perServer);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(name + "timer").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** A task that was submitted. */
  interface Submitted {
    /** Starts it out of its turn unless it has begun: it ends at once, being cancelled. */
    void startNow();
  }

  /** A task's place among those that work. */
  interface Place {
    /**
     * Gives the place to another task while this one waits.
     *
     * @return what the wait returned, once the task has a place again
     */
    boolean waits(BooleanSupplier wait);
  }

  /** Queues a task that waits for nothing. */
  public void submit(Owner owner, Runnable task) {
    submit(owner, place -> task.run());
  }

  /** Queues a task. */
  synchronized Submitted submit(Owner owner, Consumer<Place> work) {
    var task = new Task(owner, work);
    if (!closed) {
      queue.add(owner, task);
      startNext();
    }
    return task;
  }

  /** Lets what is queued wait for a moment, as long as changes follow each other. */
  synchronized void changed() {
    if (!closed) {
      boolean delayed = delay.left(System.nanoTime()) > 0;
      delay.change(System.nanoTime());
      if (!delayed) {
        startDelayed();
      }
    }
  }

  private synchronized void startDelayed() {
    long left = delay.left(System.nanoTime());
    if (left <= 0) {
      startNext();
    } else if (!closed) {
      timer.schedule(this::startDelayed, left, TimeUnit.NANOSECONDS);
    }
  }

  /** How long the task that was started first has been under way. */
  synchronized Optional<Duration> longest() {
    long now = System.nanoTime();
    return underWay.stream()
        .map(task -> Duration.ofNanos(now - task.began))
        .max(Duration::compareTo);
  }

  /** How much it has to do. */
  public synchronized Load load() {
    return new Load(queue.size(), queue.oldest(), underWay.size(), working, places);
  }

  /** Starts no further tasks; those under way end by themselves. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.shutdownNow();
    resuming.forEach(task -> task.resumed.countDown());
    resuming.clear();
  }

  private void startNext() {
    while (!closed && working < places) {
      var resumed = resuming.poll();
      if (resumed != null) {
        occupy(resumed);
        resumed.resumed.countDown();
      } else if (delay.left(System.nanoTime()) > 0) {
        return;
      } else {
        var next = queue.next(shares);
        if (next.isEmpty()) {
          return;
        }
        occupy(next.get());
        if (!start(next.get())) {
          return;
        }
      }
    }
  }

  /** Whether there is a thread for it; otherwise it is started when another task ends. */
  private boolean start(Task task) {
    shares.add(task.owner);
    task.began = System.nanoTime();
    underWay.add(task);
    try {
      task.thread = threads.start(task);
      return true;
    } catch (OutOfMemoryError e) {
      LOG.log(Level.ERROR, "no further thread can be had", e);
      leave(task);
      queue.add(task.owner, task);
      return false;
    }
  }

  private void occupy(Task task) {
    working++;
    task.place = true;
    task.turn++;
    task.occupied = System.nanoTime();
    task.processor = -1;
    long turn = task.turn;
    long period = prompt.toNanos() / CHECKS;
    task.checks =
        timer.scheduleWithFixedDelay(() -> check(task, turn), period, period, TimeUnit.NANOSECONDS);
  }

  private void vacate(Task task) {
    if (task.place) {
      task.place = false;
      working--;
      // The timer would keep the task, with all that it has read, for as long as it may work.
      Objects.requireNonNull(task.checks).cancel(false);
    }
  }

  private void leave(Task task) {
    vacate(task);
    underWay.remove(task);
    shares.remove(task.owner);
  }

  private synchronized void check(Task task, long turn) {
    if (task.turn == turn && (task.waits() || task.isSlow())) {
      vacate(task);
      startNext();
    }
  }

  private synchronized void startNow(Task task) {
    if (!closed && queue.remove(task.owner, task)) {
      start(task);
    }
  }

  private synchronized void ended(Task task) {
    leave(task);
    startNext();
  }

  /** Returns whether the task had a place, which it wants back. */
  private synchronized boolean pause(Task task) {
    boolean had = task.place;
    vacate(task);
    startNext();
    return had;
  }

  private synchronized CountDownLatch resume(Task task) {
    task.resumed = new CountDownLatch(1);
    if (closed) {
      task.resumed.countDown();
    } else {
      resuming.add(task);
      startNext();
    }
    return task.resumed;
  }

  private final class Task implements Runnable, Place, Submitted {
    private final Owner owner;
    private final Consumer<Place> work;
    private CountDownLatch resumed = new CountDownLatch(0);
    private long began;
    private boolean place;
    private long turn;
    private long occupied;
    private long processor;
    private @Nullable Thread thread;
    private @Nullable Future<?> checks;

    private Task(Owner owner, Consumer<Place> work) {
      this.owner = owner;
      this.work = work;
    }

    @Override
    public void startNow() {
      FairExecutor.this.startNow(this);
    }

    private boolean isSlow() {
      return System.nanoTime() - occupied >= prompt.toNanos();
    }

    /** Whether it has used next to no processor time since the check before. */
    private boolean waits() {
      long before = processor;
      processor = THREADS.getThreadCpuTime(Objects.requireNonNull(thread).threadId());
      return before >= 0 && processor - before < prompt.toNanos() / CHECKS / PART_OF_WORK;
    }

    @Override
    public void run() {
      try {
        work.accept(this);
      } finally {
        ended(this);
      }
    }

    @Override
    public boolean waits(BooleanSupplier wait) {
      if (!pause(this)) {
        return wait.getAsBoolean();
      }
      try {
        return wait.getAsBoolean();
      } finally {
        awaitPlace();
      }
    }

    private void awaitPlace() {
      var latch = resume(this);
      boolean interrupted = false;
      while (true) {
        try {
          latch.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
