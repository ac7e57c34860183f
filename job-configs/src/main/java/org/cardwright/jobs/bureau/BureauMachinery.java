package org.cardwright.jobs.bureau;

import java.util.List;
import java.util.Map;
import org.cardwright.machine.bureau.ControlNumber;
import org.cardwright.machine.bureau.JobFiles.Firmware;
import org.cardwright.machine.bureau.Plastic;
import org.cardwright.machine.bureau.Trays;
import org.cardwright.machine.bureau.Visit;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.quality.Camera;

/** What the machines of a bureau do where nobody of us looks. A balance is worth something when it is seen red: broken machinery is for that. */
public interface BureauMachinery {

    /** As it should be. */
    BureauMachinery SOUND = new BureauMachinery() {};

    /** How the machines of a room read their files. */
    default Firmware firmware(String room, Firmware sound) {
        return sound;
    }

    /** Where the machines of a room get their plastics, and where they leave them. */
    default Trays trays(String room, Trays sound) {
        return sound;
    }

    /** What the laser engraves when these texts were said to it. */
    default List<String> engraved(ControlNumber card, List<String> said) {
        return said;
    }

    /** Of which cards somebody tells the chip heads at all. */
    default List<Long> asked(List<Long> cards) {
        return cards;
    }

    /** How often a head draws the plastic of a card in. */
    default int loads(long card) {
        return 1;
    }

    /** What their counters have of a job. */
    default List<Visit> counted(List<Visit> visits) {
        return visits;
    }

    /** What lies before the chip heads, each under the index of the record for which it will be brought. */
    default void brought(Map<Long, Plastic> plastics) {}

    /** What the camera before a head sees. */
    default Camera camera(Camera sound) {
        return sound;
    }

    /** Where the plastic of a card is found that its head has put into a bin. */
    default Bin found(long card, Bin bin) {
        return bin;
    }
}
