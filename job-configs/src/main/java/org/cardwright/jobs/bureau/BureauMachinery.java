package org.cardwright.jobs.bureau;

import java.util.List;
import org.cardwright.machine.bureau.JobFiles.Firmware;
import org.cardwright.machine.bureau.Visit;
import org.cardwright.machine.line.Bin;

/** What the machines of a bureau do where nobody of us looks. A balance is worth something when it is seen red: broken machinery is for that. */
public interface BureauMachinery {

    /** As it should be. */
    BureauMachinery SOUND = new BureauMachinery() {};

    /** How the machines of a room read their files. */
    default Firmware firmware(String room, Firmware sound) {
        return sound;
    }

    /** What their counters have of a job. */
    default List<Visit> counted(List<Visit> visits) {
        return visits;
    }

    /** Where the plastic of a card is found that its head has put into a bin. */
    default Bin found(long card, Bin bin) {
        return bin;
    }
}
