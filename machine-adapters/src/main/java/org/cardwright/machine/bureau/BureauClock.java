package org.cardwright.machine.bureau;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Plays what really happened to every card in simulated time: a discrete-event simulation without a moment of waiting.
 *
 * <p>The visits of a card follow each other as they are given. A job begins at a station when its last card has come and a machine is free,
 * first come first served, and its cards leave together.
 */
public final class BureauClock {

    private final Map<String, Post> posts = new LinkedHashMap<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingDouble(Event::seconds).thenComparingLong(Event::number));
    private long number;

    private BureauClock() {}

    /**
     * Plays the visits.
     *
     * @param visits in an order in which each card comes to its stations
     * @param stands of every station, in the order of the result
     * @return one for each station
     */
    public static List<StationTimes> play(List<Visit> visits, Map<String, Stand> stands) {
        BureauClock clock = new BureauClock();
        stands.forEach((station, stand) -> clock.posts.put(station, new Post(station, stand)));
        clock.take(visits);
        clock.run();
        return clock.posts.values().stream().map(Post::times).toList();
    }

    /** Cards that come and leave together. */
    private static final class Job {
        private final Post post;
        private final List<Visit> visits = new ArrayList<>();
        private final List<Job> next = new ArrayList<>();
        private int waitsFor;

        Job(Post post) {
            this.post = post;
        }

        double seconds() {
            return post.stand.pace().setUpSeconds()
                    + visits.stream().mapToDouble(Visit::blockedSeconds).sum();
        }
    }

    /** A station with its queue. */
    private static final class Post {
        private final String name;
        private final Stand stand;
        private final Deque<Job> queue = new ArrayDeque<>();
        private final List<Job> done = new ArrayList<>();
        private int free;
        private double end;

        Post(String name, Stand stand) {
            this.name = name;
            this.stand = stand;
            this.free = stand.machines();
        }

        StationTimes times() {
            List<Visit> all = done.stream().flatMap(job -> job.visits.stream()).toList();
            double repair = all.stream()
                    .mapToDouble(visit -> visit.blockedSeconds() - visit.seconds())
                    .sum();
            double work = done.stream().mapToDouble(Job::seconds).sum() - repair;
            int good = (int) all.stream().filter(Visit::good).count();
            return new StationTimes(name, stand.machines(), all.size(), good, work, repair, end);
        }
    }

    /** A job that ends at its machine. */
    private record Event(double seconds, long number, Job job) {}

    private void take(List<Visit> visits) {
        Map<Long, Job> before = new HashMap<>();
        for (Visit visit : visits) {
            Post post = posts.get(visit.station());
            if (post == null) {
                throw new IllegalArgumentException("no station " + visit.station());
            }
            Job job = jobs.computeIfAbsent(visit.station() + " " + visit.job(), none -> new Job(post));
            job.visits.add(visit);
            Job last = before.put(visit.card(), job);
            // a card that came twice in one job waits for nothing
            if (last != null && last != job) {
                last.next.add(job);
                job.waitsFor++;
            }
        }
    }

    private void run() {
        jobs.values().stream().filter(job -> job.waitsFor == 0).forEach(job -> job.post.queue.add(job));
        posts.values().forEach(post -> begin(post, 0));
        int ended = 0;
        for (Event event = events.poll(); event != null; event = events.poll()) {
            end(event);
            ended++;
        }
        if (ended < jobs.size()) {
            throw new IllegalArgumentException("jobs wait for each other: their cards come in no order that can be");
        }
    }

    private void end(Event event) {
        Post post = event.job().post;
        post.free++;
        post.done.add(event.job());
        post.end = event.seconds();
        for (Job next : event.job().next) {
            next.waitsFor--;
            if (next.waitsFor == 0) {
                next.post.queue.add(next);
                begin(next.post, event.seconds());
            }
        }
        begin(post, event.seconds());
    }

    private void begin(Post post, double now) {
        while (post.free > 0 && !post.queue.isEmpty()) {
            Job job = post.queue.removeFirst();
            post.free--;
            events.add(new Event(now + job.seconds(), ++number, job));
        }
    }
}
