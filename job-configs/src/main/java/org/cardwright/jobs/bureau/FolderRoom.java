package org.cardwright.jobs.bureau;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cardwright.jobs.wiring.MachineShift;
import org.cardwright.machine.bureau.FolderMachine;
import org.cardwright.pipeline.ledger.NotReconciledException;

/** Machines with hot folders beside each other, each with its real station on our side. What they do follows from their files alone. */
final class FolderRoom {

    private final Floor floor;
    private final Map<MachineShift, FolderMachine> machines = new LinkedHashMap<>();

    FolderRoom(Floor floor) {
        this.floor = floor;
    }

    void add(MachineShift shift, FolderMachine machine) {
        machines.put(shift, machine);
    }

    /** Works until no card is left; how many jobs that were. */
    int work() throws IOException {
        int done = 0;
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Map.Entry<MachineShift, FolderMachine> machine : machines.entrySet()) {
                String job = waiting(machine.getKey());
                if (!job.isEmpty()) {
                    make(machine, job);
                    done++;
                    busy = true;
                }
            }
        }
        return done;
    }

    /** Hears what the machine said, and hands over the next job; its name, or nothing when no card is left. */
    private static String waiting(MachineShift shift) throws IOException {
        MachineShift.Ended ended = shift.work(Duration.ZERO);
        if (!ended.stopped().isEmpty() || ended.foreign() > 0) {
            throw new NotReconciledException("machine " + ended.machine() + " stands: " + ended.stopped() + ", "
                    + ended.foreign() + " answers belong to no card");
        }
        return ended.waiting();
    }

    private void make(Map.Entry<MachineShift, FolderMachine> machine, String job) throws IOException {
        FolderMachine.Made made = machine.getValue().work(job);
        floor.add(made.visits());
        if (made.isTorn()) {
            if (!waiting(machine.getKey()).equals(job)) {
                throw new NotReconciledException("half an answer about job " + job + " was taken for a whole one");
            }
            made.finish();
        }
    }
}
