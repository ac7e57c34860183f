package org.cardwright.pipeline.drop;

import java.time.Duration;

/**
 * How long a server may take. Whatever it does, a round ends.
 *
 * @param connect until it has let us in
 * @param answer for one answer
 * @param listing for all names of one directory
 * @param round for one look at the folder, without what files take
 * @param alone how long it is left alone when something went wrong with its connection
 * @param leastBytesPerSecond what a copy has to bring
 */
public record SftpPatience(
        Duration connect, Duration answer, Duration listing, Duration round, Duration alone, long leastBytesPerSecond) {

    /** The largest file that may be agreed, 64 GiB: whatever length a server tells, a copy ends. */
    private static final long MOST_BYTES = 64L << 30;

    /** Of the service. */
    public static final SftpPatience USUAL = new SftpPatience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            64 << 10);

    /** For a file of a length. */
    Duration copy(long bytes) {
        return answer.plusSeconds(Math.min(Math.max(0, bytes), MOST_BYTES) / leastBytesPerSecond);
    }
}
