package org.cardwright.machine.bureau;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.machine.bureau.FaultPlan.At;
import org.cardwright.machine.quality.Camera;
import org.cardwright.machine.quality.CardUnderTest;

/** A camera before the plastics of a bureau: it sees what machines have printed on them, and misreads a line where the plan says so. */
public final class PlasticCamera implements Camera {

    private final String station;
    private final FaultPlan faults;
    private final Pace pace;
    private final Map<Long, Plastic> before = new ConcurrentHashMap<>();
    private final Map<Long, Visit> visits = new ConcurrentHashMap<>();

    /** A camera. */
    public PlasticCamera(String station, FaultPlan faults, Pace pace) {
        this.station = station;
        this.faults = faults;
        this.pace = pace;
    }

    /** A plastic comes before it. */
    public void show(Plastic plastic) {
        before.put(plastic.mark().card(), plastic);
        visits.remove(plastic.mark().card());
    }

    /** The plastic of a card is gone: what it did with it, empty when that never came so far. */
    public Optional<Visit> gone(long card) {
        before.remove(card);
        return Optional.ofNullable(visits.remove(card));
    }

    @Override
    public List<String> lines(CardUnderTest card) {
        Plastic plastic = before.get(card.index());
        if (plastic == null) {
            return List.of();
        }
        At at = new At(station, card.index(), plastic.mark().attempt());
        Optional<Fault> fault = faults.fault(at, Fault.OF_CAMERAS);
        double seconds = pace.seconds(faults.random(at).nextDouble());
        visits.put(
                card.index(),
                new Visit(station, card.index(), at.time(), plastic.number(), seconds, fault, fault.isEmpty()));
        List<String> lines = new ArrayList<>(plastic.lines());
        if (fault.isPresent() && !lines.isEmpty()) {
            lines.set(0, lines.get(0).substring(1) + "*");
        }
        return lines;
    }
}
