package org.cardwright.jobs.bureau;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cardwright.jobs.wiring.MachineShift;
import org.cardwright.machine.bureau.LaserMachine;
import org.cardwright.machine.bureau.Visit;
import org.cardwright.pipeline.ledger.NotReconciledException;

/** A laser at a socket, with its real station on our side. */
record LaserRoom(Floor floor, MachineShift shift, LaserMachine laser) {

    /** Works until no card is left; how many cards it has seen. A line that lost its step is opened anew. */
    int work() throws IOException {
        int seen = 0;
        MachineShift.Ended ended = shift.work(Duration.ZERO);
        List<Visit> made = laser.visits();
        while (!made.isEmpty() || !ended.waiting().isEmpty()) {
            if (made.isEmpty()) {
                throw new NotReconciledException("the laser stands in job " + ended.waiting() + ": " + ended.stopped());
            }
            floor.add(made);
            seen += made.size();
            ended = ended.waiting().isEmpty() ? ended : shift.work(Duration.ZERO);
            made = laser.visits();
        }
        return seen;
    }
}
