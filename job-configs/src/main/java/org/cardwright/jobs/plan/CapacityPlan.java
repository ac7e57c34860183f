package org.cardwright.jobs.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a night of cards needs of each resource. docs/capacity.md has the formulas and their reasons.
 *
 * @param costs of one card
 * @param demand what is to be made
 * @param given what there is of each resource
 */
public record CapacityPlan(UnitCosts costs, Demand demand, Given given) {

    /** Envelopes that one machine prints in an hour. docs/capacity.md: quoted, not measured. */
    public static final long PRINTED_PER_HOUR = 34_000;

    /** Envelopes that one machine fills in an hour. docs/capacity.md: quoted, not measured. */
    public static final long STUFFED_PER_HOUR = 7_000;

    /** Intake, prepare and release commit after every chunk. */
    private static final int STEPS_OF_CHUNKS = 3;

    /** Cards between two commits of the account. */
    private static final long ACCOUNTED_PER_COMMIT = 5_000;

    private static final double MICROS_PER_HOUR = 3.6e9;
    private static final double SECONDS_PER_HOUR = 3_600;

    /**
     * What is to be made.
     *
     * @param cards how many
     * @param hours length of the night
     * @param chipSeconds what a station needs for one chip
     */
    public record Demand(long cards, double hours, double chipSeconds) {}

    /**
     * What there is.
     *
     * @param cores processors that prepare cards
     * @param stations chip stations
     * @param printers machines that print mailers
     * @param stuffers machines that fill envelopes
     */
    public record Given(int cores, int stations, int printers, int stuffers) {}

    /**
     * A resource.
     *
     * @param name what it is
     * @param work what is to be done there
     * @param needed units that get it done in the night
     * @param given units that there are
     * @param hours what the given units take
     */
    public record Resource(String name, String work, long needed, long given, double hours) {

        /** Does it get done in the night? */
        public boolean isEnough() {
            return needed <= given;
        }
    }

    /** Every resource that can be used up, the one that takes longest first. */
    public List<Resource> resources() {
        List<Resource> resources = new ArrayList<>(List.of(
                resource("processor cores", coreHours(), given.cores(), hours(coreHours(), "core hours")),
                resource("database commits", commitHours(), 1, number(commits()) + " commits"),
                resource("disk", diskHours(), 1, gigabytes(diskBytes()) + " GB forced"),
                resource("chip stations", chipHours(), given.stations(), hours(chipHours(), "machine hours")),
                resource(
                        "mailers printed",
                        perHour(PRINTED_PER_HOUR),
                        given.printers(),
                        number(demand.cards()) + " mailers"),
                resource(
                        "mailers stuffed",
                        perHour(STUFFED_PER_HOUR),
                        given.stuffers(),
                        number(demand.cards()) + " mailers")));
        resources.sort(Comparator.comparingDouble(Resource::hours).reversed());
        return resources;
    }

    private Resource resource(String name, double unitHours, int units, String work) {
        long needed = Math.max(1, (long) Math.ceil(unitHours / demand.hours() - 1e-9));
        return new Resource(name, work, needed, units, unitHours / units);
    }

    /** Hours that one core would take. */
    public double coreHours() {
        return demand.cards() * (double) costs.times().perCard() / MICROS_PER_HOUR;
    }

    /** Commits of one night. */
    public long commits() {
        return commits(demand.cards(), costs.sizes().cardsPerCommit());
    }

    /** Commits of so many cards, of which so many go between two commits. */
    static long commits(long cards, long cardsPerCommit) {
        return STEPS_OF_CHUNKS * chunks(cards, cardsPerCommit) + chunks(cards, ACCOUNTED_PER_COMMIT);
    }

    private static long chunks(long cards, long each) {
        return (cards + each - 1) / each;
    }

    private double commitHours() {
        return commits() * (double) costs.times().commit() / MICROS_PER_HOUR;
    }

    /** What is forced to the disk: each record staged once and written once, and the database. */
    public long diskBytes() {
        return demand.cards() * (2 * costs.sizes().outputBytes() + databaseBytesPerCard());
    }

    private double diskHours() {
        return diskBytes() / (double) costs.sizes().diskBytesPerSecond() / SECONDS_PER_HOUR;
    }

    /** Hours that one chip station would take. */
    public double chipHours() {
        return demand.cards() * demand.chipSeconds() / SECONDS_PER_HOUR;
    }

    private double perHour(long rate) {
        return demand.cards() / (double) rate;
    }

    /** Operations of the security module. */
    public long moduleOperations() {
        return demand.cards() * costs.sizes().moduleOperations();
    }

    /** Growth of the database. */
    public long databaseBytes() {
        return demand.cards() * databaseBytesPerCard();
    }

    private long databaseBytesPerCard() {
        return costs.sizes().databaseBytes();
    }

    /** What goes to the machines. */
    public long networkBytes() {
        return demand.cards() * costs.sizes().outputBytes();
    }

    /** Over the night, megabits per second. */
    public double networkMegabits() {
        return 8.0 * networkBytes() / 1e6 / (demand.hours() * SECONDS_PER_HOUR);
    }

    /** Over the night. */
    public double moduleOperationsPerSecond() {
        return moduleOperations() / (demand.hours() * SECONDS_PER_HOUR);
    }

    /** A whole number with commas. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** One digit behind the point. */
    public static String tenth(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    /** Gigabytes of 10^9 bytes. */
    public static String gigabytes(long bytes) {
        return tenth(bytes / 1e9);
    }

    private static String hours(double hours, String what) {
        return tenth(hours) + " " + what;
    }
}
