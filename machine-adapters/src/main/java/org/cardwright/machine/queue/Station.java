package org.cardwright.machine.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** A machine with its journal. */
public interface Station extends AutoCloseable {

    /**
     * Opens the station of a machine.
     *
     * @throws IOException when its folder cannot be made
     */
    static Station open(MachineDefinition machine, StationJournal journal) throws IOException {
        return machine.delivery() instanceof Delivery.HotFolder folder
                ? FolderStation.open(machine, folder, journal)
                : LineStation.open(machine, (Delivery.Line) machine.delivery(), journal);
    }

    /**
     * Brings a job to the machine, from wherever it was interrupted, and waits for what it says.
     *
     * @return what became of the cards, as the journal has it; empty when the machine has not answered in that time
     * @throws StationException when the station cannot go on
     * @throws org.cardwright.machine.language.MachineTextException when a card cannot be made on this machine: nothing was handed over
     */
    Optional<JudgedAnswers> run(MachineJob job, Duration patience);

    /**
     * Clears up behind jobs whose answers the journal has.
     *
     * @return answers that came after those, and say something else
     */
    int tidy(Collection<String> ended) throws IOException;

    @Override
    void close();
}
