package org.cardwright.jobs.bureau;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cardwright.jobs.wiring.PlasticCheck;
import org.cardwright.machine.bureau.ControlNumber;
import org.cardwright.machine.bureau.Plastic;
import org.cardwright.machine.bureau.PlasticReader;
import org.cardwright.machine.bureau.Trays;

/**
 * The trays of the inserter. Before an envelope is closed everything that stands on the plastic is compared with the sealed record of its
 * control number, and its chip with its stripe: what machines have put there from a wrong row, or into another plastic, does not leave the
 * house, and has a name.
 */
final class Envelopes implements Trays {

    private final Trays trays;
    private final PlasticCheck check;
    private final PlasticReader reader;
    private final Map<String, String> wrong = new TreeMap<>();

    Envelopes(Trays trays, PlasticCheck check, PlasticReader reader) {
        this.trays = trays;
        this.check = check;
        this.reader = reader;
    }

    /** By control number what was not as its record says. */
    Map<String, String> wrong() {
        return Map.copyOf(wrong);
    }

    @Override
    public void bring(List<ControlNumber> job) {
        check.bring(job.stream().map(ControlNumber::card).distinct().toList());
    }

    @Override
    public boolean holds(ControlNumber wanted) {
        return trays.holds(wanted);
    }

    @Override
    public Optional<Plastic> take(ControlNumber wanted) {
        return trays.take(wanted);
    }

    @Override
    public String judge(Plastic plastic) {
        String surface = check.differs(plastic.mark().card(), plastic.lines(), plastic.tracks());
        String differs = surface.isEmpty() ? reader.differs(plastic) : surface;
        if (!differs.isEmpty()) {
            wrong.put(plastic.mark().toString(), differs);
        }
        return differs;
    }

    @Override
    public void leave(Plastic plastic, Tray tray) {
        trays.leave(plastic, tray);
    }
}
