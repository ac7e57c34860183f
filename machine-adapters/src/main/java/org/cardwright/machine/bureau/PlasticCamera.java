package org.cardwright.machine.bureau;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.machine.bureau.FaultPlan.At;
import org.cardwright.machine.quality.Camera;

/**
 * A camera that looks at the plastics in chip heads: it sees what machines have printed on the one that lies there, whatever record was sent
 * to that head, and misreads a line where the plan says so.
 */
public final class PlasticCamera {

    private final String station;
    private final FaultPlan faults;
    private final Pace pace;
    private final Map<ControlNumber, Visit> visits = new ConcurrentHashMap<>();

    /** A camera. */
    public PlasticCamera(String station, FaultPlan faults, Pace pace) {
        this.station = station;
        this.faults = faults;
        this.pace = pace;
    }

    /** It before one head. */
    public Camera before(ChipHead head) {
        return card -> head.plastic().map(this::lines).orElse(List.of());
    }

    /** A plastic is gone: what it did with it, empty when that never came so far. */
    public Optional<Visit> gone(ControlNumber plastic) {
        return Optional.ofNullable(visits.remove(plastic));
    }

    private List<String> lines(Plastic plastic) {
        ControlNumber mark = plastic.mark();
        At at = new At(station, mark.card(), mark.attempt());
        Optional<Fault> fault = faults.fault(at, Fault.OF_CAMERAS);
        visits.put(
                mark,
                new Visit(
                        station,
                        at.card(),
                        at.time(),
                        plastic.number(),
                        pace.seconds(faults.share(at)),
                        fault,
                        fault.isEmpty()));
        List<String> lines = new ArrayList<>(plastic.lines());
        if (fault.isPresent() && !lines.isEmpty()) {
            lines.set(0, lines.get(0).substring(1) + "*");
        }
        return lines;
    }
}
