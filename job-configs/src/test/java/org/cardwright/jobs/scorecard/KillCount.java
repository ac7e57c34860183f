package org.cardwright.jobs.scorecard;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many kills fell into which stage of a run. */
final class KillCount {

    private final Map<Stage, Integer> perStage = new EnumMap<>(Stage.class);
    private final int wantedKills;
    private final int wantedAmongRecords;
    private int amongRecordsOfThisBatch;

    /** What a run was doing when it was killed, as the files show. */
    enum Stage {
        /** Nothing of this run is on the disk. */
        STARTING("starting"),
        /** Accepted orders are staged. */
        INTAKE("taking in"),
        /** Between the first and the last record byte staged or released by this run. */
        RECORDS("making records"),
        /** Every record is released, the directory has no final name. */
        SEALING("sealing"),
        /** The directory has its final name. */
        ENDING("ending");

        private final String words;

        Stage(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * What is wanted.
     *
     * @param kills of any stage
     * @param amongRecords of these
     */
    KillCount(int kills, int amongRecords) {
        this.wantedKills = kills;
        this.wantedAmongRecords = amongRecords;
    }

    boolean isEnough() {
        return total() >= wantedKills && amongRecords() >= wantedAmongRecords;
    }

    void beginBatch() {
        amongRecordsOfThisBatch = 0;
    }

    void add(Stage stage) {
        perStage.merge(stage, 1, Integer::sum);
        if (stage == Stage.RECORDS) {
            amongRecordsOfThisBatch++;
        }
    }

    int total() {
        return perStage.values().stream().mapToInt(Integer::intValue).sum();
    }

    int amongRecords() {
        return perStage.getOrDefault(Stage.RECORDS, 0);
    }

    int amongRecordsOfThisBatch() {
        return amongRecordsOfThisBatch;
    }

    Map<Stage, Integer> perStage() {
        return Collections.unmodifiableMap(perStage);
    }

    @Override
    public String toString() {
        return total() + " kills " + perStage;
    }
}
